package io.github.tribuopnas.onnx.quantize;

import ai.onnx.proto.OnnxMl.TensorProto;
import com.google.protobuf.ByteString;
import io.github.tribuopnas.onnx.model.FloatTensors;
import java.util.List;
import java.util.function.IntToDoubleFunction;

/**
 * A weight as bytes, with a scale for each output channel that is symmetric around 0.
 *
 * <p>The elements of output {@code o} are at {@code o * outputStep + i}, or, where the outputs lie
 * last, at {@code i * outputs + o}.
 */
final class Weights {
  /** Unsigned bytes times these fill a sum of 16 bits, which older processors cut off. */
  private static final int REDUCED = 63;

  private static final int FULL = 127;

  private final float[] values;
  private final List<Long> dims;
  private final boolean outputsLast;
  private final int outputs;
  private final int each;
  private final float[] factors;
  private final byte[] bytes;

  /**
   * Rounds a weight.
   *
   * @param tensor the weight
   * @param outputAxis 0 or 1
   * @param isReduced whether 7 bits are used instead of 8
   * @param least the finest scale of each output
   */
  Weights(TensorProto tensor, int outputAxis, boolean isReduced, IntToDoubleFunction least) {
    values = FloatTensors.values(tensor);
    dims = tensor.getDimsList();
    outputsLast = outputAxis == 1;
    outputs = Math.toIntExact(dims.get(outputAxis));
    each = values.length / outputs;
    int most = isReduced ? REDUCED : FULL;
    float[] exact = new float[outputs];
    for (int output = 0; output < outputs; output++) {
      exact[output] = Math.max(factor(output, most), (float) least.applyAsDouble(output));
      if (!Float.isFinite(exact[output])) {
        throw new IllegalArgumentException(
            "the weight '"
                + tensor.getName()
                + "' holds a number that is not finite; train the model anew");
      }
    }
    factors = Vectors.rounded(exact, 0);
    bytes = new byte[values.length];
    for (int output = 0; output < outputs; output++) {
      for (int i = 0; i < each; i++) {
        int at = at(output, i);
        bytes[at] =
            (byte) Math.max(-most, Math.min(most, Math.round(values[at] / factors[output])));
      }
    }
  }

  private int at(int output, int i) {
    return outputsLast ? i * outputs + output : output * each + i;
  }

  private float factor(int output, int most) {
    float largest = 0;
    for (int i = 0; i < each; i++) {
      largest = Math.max(largest, Math.abs(values[at(output, i)]));
    }
    // Even the smallest step must be a normal number: its inverse is computed.
    return largest == 0 ? 1 : Math.max(1e-30f, largest / most);
  }

  /**
   * How much rounding moves the mean of each output, which a bias can compensate.
   *
   * @param means of the input channels that an output reads, by the output and the position
   * @param drifts likewise, how far these means have moved already
   */
  float[] shift(InputMean means, InputMean drifts) {
    float[] shift = new float[outputs];
    for (int output = 0; output < outputs; output++) {
      double sum = 0;
      for (int i = 0; i < each; i++) {
        int at = at(output, i);
        double rounded = bytes[at] * (double) factors[output];
        sum += (rounded - values[at]) * means.of(output, i) + rounded * drifts.of(output, i);
      }
      shift[output] = (float) sum;
    }
    return shift;
  }

  /** The mean of what an element of a weight is multiplied with. */
  @FunctionalInterface
  interface InputMean {
    double of(int output, int position);
  }

  int outputs() {
    return outputs;
  }

  int elementsEach() {
    return each;
  }

  TensorProto.Builder tensor() {
    return TensorProto.newBuilder()
        .setDataType(TensorProto.DataType.INT8.getNumber())
        .addAllDims(dims)
        .setRawData(ByteString.copyFrom(bytes));
  }

  float[] factors() {
    return factors;
  }
}
