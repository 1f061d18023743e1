package io.github.tribuopnas.surrogate.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import io.github.tribuopnas.base.Adam;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/**
 * The weights of a token network while they are trained. The optimizer's state is in Java: DJL's
 * own is never freed.
 */
final class NetworkWeights {

  private final List<NDArray> arrays;

  /**
   * What each array is set from: DJL makes a buffer outside the heap of anything else, and the
   * garbage collector, which has little to do here, comes late to free them.
   */
  private final List<ByteBuffer> buffers = new ArrayList<>();

  private final double[] values;
  private final double[] gradient;
  private final Adam adam;

  /**
   * Prepares weights for gradients.
   *
   * @param arrays the weights, which their manager keeps
   * @param rate the learning rate
   */
  NetworkWeights(List<NDArray> arrays, double rate) {
    this.arrays = List.copyOf(arrays);
    values = new double[arrays.stream().mapToInt(array -> (int) array.size()).sum()];
    gradient = new double[values.length];
    adam = new Adam(rate, values.length);
    int from = 0;
    for (NDArray array : arrays) {
      array.setRequiresGradient(true);
      buffers.add(
          ByteBuffer.allocateDirect(Math.toIntExact(array.size()) * Float.BYTES)
              .order(ByteOrder.nativeOrder()));
      from = copy(array.toFloatArray(), values, from);
    }
  }

  private static int copy(float[] from, double[] to, int first) {
    int place = first;
    for (float value : from) {
      to[place++] = value;
    }
    return place;
  }

  /** The weights, in the order in which they were given. */
  List<NDArray> arrays() {
    return arrays;
  }

  /** Moves every weight against its gradient and sets the gradients to zero. */
  void step() {
    int from = 0;
    for (NDArray array : arrays) {
      try (NDArray ofArray = array.getGradient()) {
        from = copy(ofArray.toFloatArray(), gradient, from);
      }
      JniUtils.zeroGrad((PtNDArray) array);
    }
    adam.step(gradient, values);
    from = 0;
    for (int i = 0; i < buffers.size(); i++) {
      ByteBuffer buffer = buffers.get(i).clear();
      while (buffer.hasRemaining()) {
        buffer.putFloat((float) values[from++]);
      }
      NDArray array = arrays.get(i);
      try (NDArray moved =
          array.getManager().create(buffer.flip(), array.getShape(), DataType.FLOAT32)) {
        array.muli(0).addi(moved);
      }
    }
  }
}
