package io.github.tribuopnas.training.loop;

import static io.github.tribuopnas.training.engine.Scalars.mul;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import io.github.tribuopnas.base.Floats;
import io.github.tribuopnas.network.AuxiliaryHead;
import io.github.tribuopnas.network.CellNetwork;
import io.github.tribuopnas.network.NetworkSpec;
import io.github.tribuopnas.network.Noise;
import io.github.tribuopnas.network.TrainingOutput;
import io.github.tribuopnas.network.Weights;
import io.github.tribuopnas.training.Recipe;
import io.github.tribuopnas.training.engine.Autocast;
import io.github.tribuopnas.training.engine.DirectParameters;
import io.github.tribuopnas.training.engine.GradientMode;
import io.github.tribuopnas.training.engine.Precision;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A network with its parameters and what is needed for the gradient of its loss. */
final class Replica {

  private final CellNetwork network;
  private final @Nullable AuxiliaryHead head;
  private final float auxiliaryWeight;
  private final Precision precision;
  private final DirectParameters parameters;
  private final ParameterVector vector;
  private final NDManager own;
  private final PtNDArray one;
  private final NDArray single;
  private final @Nullable NDArray adjustment;

  /**
   * Makes a network with its first weights.
   *
   * @param spec the network
   * @param recipe how it is trained
   * @param offsets what the loss adds to the logit of each class
   * @param precision in which it computes
   * @param streams seeds of its weights
   * @param manager owner of the network
   * @param own owner of all else
   */
  Replica(
      NetworkSpec spec,
      Recipe recipe,
      double[] offsets,
      Precision precision,
      RandomStreams streams,
      NDManager manager,
      NDManager own) {
    this.precision = precision;
    this.own = own;
    auxiliaryWeight = (float) recipe.auxiliaryWeight();
    network = new CellNetwork(spec);
    head = auxiliaryWeight > 0 ? new AuxiliaryHead(network) : null;
    parameters = new DirectParameters(own);
    Weights.initialize(network, manager, streams.weightSeed());
    List<Parameter> all = new ArrayList<>(network.getParameters().values());
    if (head != null) {
      Weights.initialize(head, own, streams.headSeed());
      all.addAll(head.getParameters().values());
    }
    vector = new ParameterVector(all, recipe.sparesNormsAndBiases(), own);
    one = (PtNDArray) own.ones(new Shape());
    single = own.ones(new Shape(1));
    adjustment =
        Arrays.stream(offsets).anyMatch(offset -> offset != 0)
            ? own.create(Floats.of(offsets))
            : null;
  }

  CellNetwork network() {
    return network;
  }

  ParameterVector vector() {
    return vector;
  }

  /** Returns where the network is. */
  Device device() {
    return own.getDevice();
  }

  /**
   * Adds the gradient of the loss to the vector's.
   *
   * @param batch {@code [batch, channels, height, width]}
   * @param target {@code [batch, classes]}, see {@link SoftLabels}
   * @param noise the random changes of this step
   * @return the cross-entropy, without axes
   */
  NDArray backward(NDArray batch, NDArray target, Noise noise) {
    try (GradientMode mode = GradientMode.on()) {
      TrainingOutput output = forward(batch, noise);
      NDArray loss = crossEntropy(output.logits(), target);
      JniUtils.backward((PtNDArray) withAuxiliary(loss, output, target), one, false, false);
      return loss;
    }
  }

  private TrainingOutput forward(NDArray batch, Noise noise) {
    try (Autocast cast = precision.begin(own.getDevice())) {
      return network.train(parameters, batch, noise);
    }
  }

  private NDArray crossEntropy(NDArray logits, NDArray target) {
    // Of arrays of two types the product is one of the wider; DJL's casts have no gradients.
    NDArray wide = precision == Precision.BF16 ? logits.mul(single) : logits;
    NDArray adjusted = adjustment == null ? wide : wide.add(adjustment);
    return adjusted.logSoftmax(1).mul(target).sum();
  }

  private NDArray withAuxiliary(NDArray loss, TrainingOutput output, NDArray target) {
    if (head == null) {
      return loss;
    }
    NDArray logits;
    try (Autocast cast = precision.begin(own.getDevice())) {
      logits = head.apply(parameters, output.auxiliaryFeatures(), true);
    }
    // A double would turn an array without axes into one of doubles.
    return loss.add(mul(crossEntropy(logits, target), auxiliaryWeight));
  }
}
