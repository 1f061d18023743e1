package io.github.tribuopnas.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.util.Pair;
import io.github.tribuopnas.base.ImageShape;
import java.util.SplittableRandom;

/**
 * Initial weights from a seed: normal with variance 2 over the fan-in (He et al. 2015). Drawn in
 * Java, since the engine's generator is shared by all threads of the process.
 */
public final class Weights {

  private Weights() {}

  /**
   * Gives a network its initial weights.
   *
   * @param network the network
   * @param manager where the weights live; closing it frees them
   * @param seed where the weights come from
   */
  public static void initialize(CellNetwork network, NDManager manager, long seed) {
    initialize(network, network.spec().image(), manager, seed);
  }

  /**
   * Gives an auxiliary head its initial weights.
   *
   * @param head the head
   * @param manager where the weights live; closing it frees them
   * @param seed where the weights come from
   */
  public static void initialize(AuxiliaryHead head, NDManager manager, long seed) {
    initialize(head, head.input(), manager, seed);
  }

  private static void initialize(Block block, ImageShape input, NDManager manager, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    for (Pair<String, Parameter> pair : block.getParameters()) {
      Parameter parameter = pair.getValue();
      if (parameter.getType() == Parameter.Type.WEIGHT) {
        SplittableRandom own = random.split();
        parameter.setInitializer((m, shape, type) -> normal(m, shape, own));
      }
    }
    block.initialize(manager, DataType.FLOAT32, Layer.batchOf(1, input));
  }

  private static NDArray normal(NDManager manager, Shape shape, SplittableRandom random) {
    long fanIn = shape.size() / shape.get(0);
    float deviation = (float) Math.sqrt(2.0 / fanIn);
    float[] values = new float[Math.toIntExact(shape.size())];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.nextGaussian() * deviation;
    }
    return manager.create(values, shape);
  }
}
