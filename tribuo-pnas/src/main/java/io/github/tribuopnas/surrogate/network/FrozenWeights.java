package io.github.tribuopnas.surrogate.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * The weights of a trained network, kept outside the heap where the engine reads them without a
 * copy: a ranking runs the network thousands of times, and copies that wait for the garbage
 * collector would fill the memory. For several threads at once.
 */
final class FrozenWeights {

  private final List<ByteBuffer> buffers = new ArrayList<>();
  private final List<Shape> shapes;

  /**
   * Copies weights.
   *
   * @param network whose weights they are
   * @param values of each weight, in the network's order
   */
  FrozenWeights(TokenNetwork network, List<float[]> values) {
    shapes = network.weights().stream().map(TokenNetwork.Weight::shape).toList();
    for (float[] weight : values) {
      ByteBuffer buffer =
          ByteBuffer.allocateDirect(weight.length * Float.BYTES).order(ByteOrder.nativeOrder());
      buffer.asFloatBuffer().put(weight);
      buffers.add(buffer);
    }
  }

  /** Returns how many weights there are. */
  int size() {
    return buffers.size();
  }

  /** Returns the values of a weight, by its place. */
  FloatBuffer values(int weight) {
    return buffers.get(weight).asReadOnlyBuffer().order(ByteOrder.nativeOrder()).asFloatBuffer();
  }

  /** Returns arrays that read these weights; they are not to be written. */
  List<NDArray> arrays(NDManager manager) {
    List<NDArray> arrays = new ArrayList<>();
    for (int i = 0; i < buffers.size(); i++) {
      ByteBuffer own = buffers.get(i).duplicate().order(ByteOrder.nativeOrder());
      arrays.add(manager.create(own, shapes.get(i), DataType.FLOAT32));
    }
    return arrays;
  }
}
