package io.github.tribuopnas.training.loop;

import static io.github.tribuopnas.training.engine.Scalars.divi;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import io.github.tribuopnas.training.optimizer.WeightMatrix;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All parameters of a training run as one vector. Their arrays become views of it, so that an
 * optimizer takes a few operations on long vectors instead of a few for each of hundreds of short
 * ones, and a checkpoint or an average is one copy.
 *
 * <p>In this order: parameters that weight decay is for, other trainable ones, and the running
 * statistics of batch normalization. Each begins at a multiple of 64 bytes, as the engine's own
 * arrays do: its kernels round differently elsewhere.
 */
final class ParameterVector {

  private static final int ALIGNMENT = 64 / Float.BYTES;

  private final NDManager manager;
  private final List<PtNDArray> trainable = new ArrayList<>();
  private final List<Integer> padding = new ArrayList<>();
  private final NDArray values;
  private final NDArray weights;
  private final long firstStatistic;
  private final long decayed;
  private final List<WeightMatrix> matrices;
  private PtNDArray @Nullable [] gradients;

  /**
   * Moves parameters into a vector. Their arrays stay the same, except where their values are kept,
   * and outlive the vector.
   *
   * @param parameters initialized parameters; constants among them are left alone
   * @param sparesNormsAndBiases whether only weights decay
   * @param manager owner of the vector and of its gradients
   */
  ParameterVector(
      Collection<Parameter> parameters, boolean sparesNormsAndBiases, NDManager manager) {
    this.manager = manager;
    List<Parameter> decaying = new ArrayList<>();
    List<Parameter> spared = new ArrayList<>();
    List<Parameter> statistics = new ArrayList<>();
    for (Parameter parameter : parameters) {
      if (!parameter.requiresGradient()) {
        if (parameter.getType() != Parameter.Type.OTHER) {
          statistics.add(parameter);
        }
      } else if (sparesNormsAndBiases && parameter.getType() != Parameter.Type.WEIGHT) {
        spared.add(parameter);
      } else {
        decaying.add(parameter);
      }
    }
    List<Parameter> all = new ArrayList<>(decaying);
    all.addAll(spared);
    long[] ends = new long[decaying.size() + spared.size() + statistics.size()];
    all.addAll(statistics);
    values = join(all, ends);
    int trained = decaying.size() + spared.size();
    decayed = decaying.isEmpty() ? 0 : ends[decaying.size() - 1];
    matrices = matrices(decaying, ends);
    firstStatistic = ends[trained - 1];
    weights = values.get(new NDIndex().addSliceDim(0, firstStatistic));
    NDList views = values.split(ends);
    for (int i = 0; i < all.size(); i++) {
      NDArray array = all.get(i).getArray();
      try (NDArray padded = views.get(i);
          NDArray exact = padded.get(new NDIndex().addSliceDim(0, array.size()))) {
        array.intern(exact.reshape(array.getShape()));
      }
      if (i < trained) {
        array.setRequiresGradient(true);
        trainable.add((PtNDArray) array);
      }
    }
    views.subNDList(all.size()).close();
  }

  private static List<WeightMatrix> matrices(List<Parameter> decaying, long[] ends) {
    List<WeightMatrix> matrices = new ArrayList<>();
    for (int i = 0; i < decaying.size(); i++) {
      Shape shape = decaying.get(i).getArray().getShape();
      WeightMatrix.of(shape, i == 0 ? 0 : ends[i - 1]).ifPresent(matrices::add);
    }
    return List.copyOf(matrices);
  }

  /** Returns the parameters one after the other, and where each ends, including its padding. */
  private NDArray join(List<Parameter> parameters, long[] ends) {
    try (NDManager scope = manager.newSubManager()) {
      NDList pieces = new NDList();
      long end = 0;
      for (int i = 0; i < ends.length; i++) {
        NDArray array = parameters.get(i).getArray();
        NDArray flat = array.flatten();
        flat.attach(scope);
        pieces.add(flat);
        int pad = (int) (-array.size() & ALIGNMENT - 1);
        padding.add(pad);
        if (pad > 0) {
          pieces.add(scope.zeros(new Shape(pad)));
        }
        end += array.size() + pad;
        ends[i] = end;
      }
      NDArray joined = JniUtils.cat(pieces.stream().toArray(PtNDArray[]::new), 0);
      joined.attach(manager);
      return joined;
    }
  }

  /** Returns trainable parameters and statistics. */
  NDArray values() {
    return values;
  }

  /** Returns the trainable parameters. */
  NDArray weights() {
    return weights;
  }

  /** Returns how many elements, from the first, decay. */
  long decayed() {
    return decayed;
  }

  /** Returns where the weights of dense convolutions are. */
  List<WeightMatrix> matrices() {
    return matrices;
  }

  /**
   * Returns the gradients of all trainable parameters as one new vector.
   *
   * @param scope its owner
   */
  NDArray gradient(NDManager scope) {
    if (gradients == null) {
      gradients = collect();
    }
    PtNDArray gradient = JniUtils.cat(gradients, 0);
    gradient.attach(scope);
    return gradient;
  }

  /** The engine adds to the same gradient arrays at every step, so views of them are kept. */
  private PtNDArray[] collect() {
    List<PtNDArray> pieces = new ArrayList<>();
    for (int i = 0; i < trainable.size(); i++) {
      PtNDArray gradient = trainable.get(i).getGradient();
      gradient.attach(manager);
      pieces.add(gradient.reshape(new Shape(gradient.size())));
      if (padding.get(i) > 0) {
        pieces.add((PtNDArray) manager.zeros(new Shape(padding.get(i))));
      }
    }
    return pieces.toArray(PtNDArray[]::new);
  }

  /** Replaces running statistics by their mean over this vector and others of its form. */
  void averageStatistics(List<ParameterVector> others) {
    if (firstStatistic == values.size()) {
      return;
    }
    NDIndex part = new NDIndex().addSliceDim(firstStatistic, values.size());
    try (NDArray sum = values.get(part)) {
      for (ParameterVector other : others) {
        try (NDArray added = other.values.get(part);
            Brought brought = Brought.to(sum.getDevice(), added)) {
          sum.addi(brought.array());
        }
      }
      divi(sum, others.size() + 1);
    }
  }

  /** Sets all gradients to zero. */
  void zeroGradients() {
    trainable.forEach(JniUtils::zeroGrad);
  }

  /**
   * Replaces all values.
   *
   * @param others as many, on any device
   */
  void copy(NDArray others) {
    try (Brought brought = Brought.to(values.getDevice(), others)) {
      values.set(new NDIndex(":"), brought.array());
    }
  }
}
