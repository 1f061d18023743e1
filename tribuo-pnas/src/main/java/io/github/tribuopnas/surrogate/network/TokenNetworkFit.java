package io.github.tribuopnas.surrogate.network;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import io.github.tribuopnas.base.Shuffle;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Trains a token network on the mean absolute error, and runs a trained one. Stateless. */
final class TokenNetworkFit {

  private static final String ENGINE = "PyTorch";

  private TokenNetworkFit() {}

  /** How to train. */
  record Settings(int epochs, int batch, double rate) {}

  /**
   * Trains from new weights.
   *
   * @param network the network
   * @param tokens of each cell
   * @param accuracies of each cell, 0 to 1
   * @param settings how to train
   * @param random decides the first weights and the order of the cells
   * @return the values of each of the network's weights
   */
  static List<float[]> train(
      TokenNetwork network,
      List<int[]> tokens,
      double[] accuracies,
      Settings settings,
      SplittableRandom random) {
    NDManager manager = NDManager.newBaseManager(Device.cpu(), ENGINE);
    boolean before = JniUtils.isGradMode();
    try (manager) {
      NetworkWeights weights =
          new NetworkWeights(arrays(network, first(network, random), manager), settings.rate());
      int[] order = new int[tokens.size()];
      for (int i = 0; i < order.length; i++) {
        order[i] = i;
      }
      for (int epoch = 0; epoch < settings.epochs(); epoch++) {
        Shuffle.shuffle(order, random);
        for (int from = 0; from < order.length; from += settings.batch()) {
          int to = Math.min(from + settings.batch(), order.length);
          List<int[]> batch = new ArrayList<>(to - from);
          float[] targets = new float[to - from];
          for (int i = from; i < to; i++) {
            batch.add(tokens.get(order[i]));
            targets[i - from] = (float) accuracies[order[i]];
          }
          step(network, weights, batch, targets, manager);
        }
      }
      return weights.arrays().stream().map(NDArray::toFloatArray).toList();
    } finally {
      JniUtils.setGradMode(before);
    }
  }

  private static void step(
      TokenNetwork network,
      NetworkWeights weights,
      List<int[]> batch,
      float[] targets,
      NDManager manager) {
    try (NDManager step = manager.newSubManager()) {
      // Not DJL's gradient collector, of which there is one per JVM: candidates may be training.
      JniUtils.setGradMode(true);
      NDArray predicted = network.forward(batch, weights.arrays(), step);
      NDArray loss = predicted.sub(step.create(targets)).abs().mean();
      JniUtils.setGradMode(false);
      NDArray one = step.ones(loss.getShape());
      JniUtils.backward((PtNDArray) loss, (PtNDArray) one, false, false);
      weights.step();
    }
  }

  private static List<float[]> first(TokenNetwork network, SplittableRandom random) {
    List<float[]> values = new ArrayList<>();
    for (TokenNetwork.Weight weight : network.weights()) {
      float[] array = new float[(int) weight.shape().size()];
      for (int i = 0; i < array.length; i++) {
        array[i] = (float) (weight.offset(i) + weight.bound() * (2 * random.nextDouble() - 1));
      }
      values.add(array);
    }
    return values;
  }

  /**
   * Runs a network.
   *
   * @param network the network
   * @param weights the network's weights
   * @param tokens of each cell; at least one cell
   * @return the accuracies
   */
  static float[] predict(TokenNetwork network, FrozenWeights weights, List<int[]> tokens) {
    NDManager manager = NDManager.newBaseManager(Device.cpu(), ENGINE);
    boolean before = JniUtils.isGradMode();
    try (manager) {
      JniUtils.setGradMode(false);
      return network.forward(tokens, weights.arrays(manager), manager).toFloatArray();
    } finally {
      JniUtils.setGradMode(before);
    }
  }

  private static List<NDArray> arrays(
      TokenNetwork network, List<float[]> values, NDManager manager) {
    List<NDArray> arrays = new ArrayList<>();
    for (int i = 0; i < values.size(); i++) {
      Shape shape = network.weights().get(i).shape();
      arrays.add(manager.create(values.get(i), shape));
    }
    return arrays;
  }
}
