package io.github.tribuopnas.cost;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import io.github.tribuopnas.network.LayerUse;
import io.github.tribuopnas.training.engine.DirectParameters;
import io.github.tribuopnas.training.engine.EngineThreads;
import io.github.tribuopnas.training.engine.GradientMode;
import io.github.tribuopnas.training.optimizer.Muon;
import io.github.tribuopnas.training.optimizer.OptimizerStep;
import io.github.tribuopnas.training.optimizer.WeightMatrix;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleSupplier;

/**
 * Takes the time of layers, forward and backward, on one thread of the engine, and of the steps of
 * their weights. All steps are taken to be those of {@link Muon}, which is the only optimizer that
 * takes more time for some weights than for others.
 */
final class LayerClock {

  private static final String ENGINE = "PyTorch";
  private static final int WARM_UP = 3;
  private static final int LEAST_RUNS = 4;
  private static final int MOST_RUNS = 20;
  private static final double ENOUGH_SECONDS = 0.02;

  /**
   * Takes the time of a layer.
   *
   * @param use the layer
   * @param batch images in a step
   * @return processor seconds of a run with its gradients and its step: the least of a few, since
   *     others were held up
   */
  double seconds(LayerUse use, int batch) {
    try (EngineThreads threads = EngineThreads.one();
        NDManager manager = NDManager.newBaseManager(Device.cpu(), ENGINE)) {
      NDArray images;
      try (GradientMode mode = GradientMode.off()) {
        use.initialize(manager, batch);
        use.block()
            .getParameters()
            .forEach(
                named -> {
                  if (named.getValue().requiresGradient()) {
                    named.getValue().getArray().setRequiresGradient(true);
                  }
                });
        images = manager.randomUniform(0, 1, use.channelsLast(batch), DataType.FLOAT32);
      }
      DirectParameters parameters = new DirectParameters(manager);
      List<WeightMatrix> matrices = matrices(use);
      return least(() -> run(use, parameters, images, manager))
          + (matrices.isEmpty() ? 0 : least(() -> step(matrices, manager)));
    }
  }

  private static double least(DoubleSupplier run) {
    double least = Double.POSITIVE_INFINITY;
    double spent = 0;
    for (int i = -WARM_UP; i < MOST_RUNS && (i < LEAST_RUNS || spent < ENOUGH_SECONDS); i++) {
      double seconds = run.getAsDouble();
      if (i >= 0) {
        least = Math.min(least, seconds);
        spent += seconds;
      }
    }
    return least;
  }

  /** Returns the dense convolutions of a layer as if one lay behind the other. */
  private static List<WeightMatrix> matrices(LayerUse use) {
    List<WeightMatrix> matrices = new ArrayList<>();
    for (Parameter parameter : use.block().getParameters().values()) {
      long first = matrices.isEmpty() ? 0 : matrices.get(matrices.size() - 1).end();
      WeightMatrix.of(parameter.getArray().getShape(), first).ifPresent(matrices::add);
    }
    return matrices;
  }

  private static double step(List<WeightMatrix> matrices, NDManager owner) {
    try (NDManager manager = owner.newSubManager();
        GradientMode mode = GradientMode.off()) {
      Shape all = new Shape(matrices.get(matrices.size() - 1).end());
      NDArray weights = manager.zeros(all);
      OptimizerStep step =
          new OptimizerStep(
              weights,
              manager.randomNormal(all),
              List.of(manager.zeros(all)),
              0,
              0,
              matrices,
              0,
              1,
              1,
              tasks -> tasks.forEach(Runnable::run));
      ProcessorTime start = ProcessorTime.now();
      Muon.USUAL.step(step);
      return start.seconds();
    }
  }

  private static double run(
      LayerUse use, DirectParameters parameters, NDArray images, NDManager owner) {
    try (NDManager manager = owner.newSubManager()) {
      NDArray x;
      try (GradientMode mode = GradientMode.off()) {
        x = images.transpose(0, 3, 1, 2);
        x.attach(manager);
        x.setRequiresGradient(!use.isFirst());
      }
      ProcessorTime start = ProcessorTime.now();
      NDArray y;
      try (GradientMode mode = GradientMode.on()) {
        y = use.run(parameters, x);
        y.attach(manager);
      }
      double forward = start.seconds();
      try (GradientMode mode = GradientMode.off()) {
        PtNDArray gradient = (PtNDArray) y.onesLike();
        ProcessorTime backward = ProcessorTime.now();
        JniUtils.backward((PtNDArray) y, gradient, false, false);
        return forward + backward.seconds();
      }
    }
  }
}
