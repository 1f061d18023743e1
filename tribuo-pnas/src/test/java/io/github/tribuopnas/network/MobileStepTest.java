package io.github.tribuopnas.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import ai.djl.training.ParameterStore;
import ai.djl.util.Pair;
import io.github.tribuopnas.space.KnownCells;
import io.github.tribuopnas.training.engine.GradientMode;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** PNASNet-5 mobile at its own size: two images of 224x224 forward and backward. */
class MobileStepTest {

  private static final float RATE = 1e-3f;

  private static NDArray images(NDManager manager) {
    SplittableRandom random = new SplittableRandom(5);
    float[] pixels = new float[2 * 224 * 224 * 3];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (float) random.nextGaussian();
    }
    return manager.create(pixels, new Shape(2, 224, 224, 3)).transpose(0, 3, 1, 2);
  }

  private static NDArray loss(NDArray logits, NDArray target) {
    return logits.logSoftmax(1).mul(target).sum();
  }

  @Test
  void aStepReachesEveryParameterAndLowersTheLoss() {
    CellNetwork network =
        new CellNetwork(Setting.IMAGENET_MOBILE.of(KnownCells.find("pnasnet5")).build());
    AuxiliaryHead head = new AuxiliaryHead(network);
    try (NDManager manager = NDManager.newBaseManager(Device.cpu(), "PyTorch");
        GradientMode none = GradientMode.off()) {
      Weights.initialize(network, manager, 1);
      Weights.initialize(head, manager, 2);
      ParameterStore parameters = new ParameterStore(manager, false);
      float[] targets = new float[2 * 1000];
      targets[17] = -0.5f;
      targets[1000 + 803] = -0.5f;
      NDArray target = manager.create(targets, new Shape(2, 1000));
      NDArray images = images(manager);
      double first = step(network, head, parameters, images, target);
      descend(network);
      descend(head);
      double second = step(network, head, parameters, images, target);
      assertTrue(second < first, first + " before, " + second + " after");
    }
  }

  private static double step(
      CellNetwork network,
      AuxiliaryHead head,
      ParameterStore parameters,
      NDArray images,
      NDArray target) {
    NDArray loss;
    try (GradientMode mode = GradientMode.on()) {
      TrainingOutput output =
          network.train(parameters, images, new DropNoise(new SplittableRandom(3), 0, 0.5));
      assertEquals(new Shape(2, 1000), output.logits().getShape());
      NDArray auxiliary = head.apply(parameters, output.auxiliaryFeatures(), true);
      loss = loss(output.logits(), target).add(loss(auxiliary, target).mul(0.4f));
    }
    JniUtils.backward(
        (PtNDArray) loss, (PtNDArray) images.getManager().ones(new Shape()), false, false);
    return loss.getFloat();
  }

  private static void descend(Block block) {
    for (Pair<String, Parameter> pair : block.getParameters()) {
      if (pair.getValue().requiresGradient()) {
        NDArray weight = pair.getValue().getArray();
        try (NDArray gradient = weight.getGradient()) {
          double norm = gradient.norm().getFloat();
          assertTrue(norm > 0 && Double.isFinite(norm), pair.getKey() + " has gradient " + norm);
          weight.subi(gradient.mul(RATE));
        }
        JniUtils.zeroGrad((PtNDArray) weight);
      }
    }
  }
}
