package io.github.tribuopnas.onnx.quantize;

import ai.onnx.proto.OnnxMl.TensorProto;
import com.google.protobuf.ByteString;
import io.github.tribuopnas.onnx.model.FloatTensors;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
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
   * @param bias of each output, or none
   * @param inputFactor width of a step of what the weight is multiplied with
   * @param isReduced whether 7 bits are used instead of 8
   */
  Weights(TensorProto tensor, int outputAxis, float[] bias, float inputFactor, boolean isReduced) {
    values = FloatTensors.values(tensor);
    dims = tensor.getDimsList();
    outputsLast = outputAxis == 1;
    outputs = Math.toIntExact(dims.get(outputAxis));
    each = values.length / outputs;
    factors = new float[outputs];
    bytes = new byte[values.length];
    int most = isReduced ? REDUCED : FULL;
    for (int output = 0; output < outputs; output++) {
      factors[output] = factor(output, most, bias.length == 0 ? 0 : bias[output], inputFactor);
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

  private float factor(int output, int most, float bias, float inputFactor) {
    float largest = 0;
    for (int i = 0; i < each; i++) {
      largest = Math.max(largest, Math.abs(values[at(output, i)]));
    }
    // A bias is written in steps of the product, of which 32 bits must hold enough.
    float forBias = (float) (Math.abs((double) bias) / inputFactor / (1 << 30));
    return Math.max(1e-30f, Math.max(largest / most, forBias));
  }

  /**
   * How much the mean of each output moves by the rounding, which a bias can take back.
   *
   * @param means of the input channels that an output reads, by the output and the position
   */
  float[] shift(InputMean means) {
    float[] shift = new float[outputs];
    for (int output = 0; output < outputs; output++) {
      double sum = 0;
      for (int i = 0; i < each; i++) {
        int at = at(output, i);
        double error = bytes[at] * (double) factors[output] - values[at];
        sum += error * means.of(output, i);
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

  TensorProto.Builder factors() {
    return FloatTensors.of(factors, List.of((long) outputs));
  }

  /** The steps in which a bias is written. */
  TensorProto.Builder biasFactors(float inputFactor) {
    float[] steps = new float[outputs];
    for (int i = 0; i < outputs; i++) {
      steps[i] = factors[i] * inputFactor;
    }
    return FloatTensors.of(steps, List.of((long) outputs));
  }

  TensorProto.Builder bias(IntToDoubleFunction bias, float inputFactor) {
    ByteBuffer buffer = ByteBuffer.allocate(outputs * Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < outputs; i++) {
      double steps = bias.applyAsDouble(i) / ((double) factors[i] * inputFactor);
      buffer.putInt(
          (int) Math.max(Integer.MIN_VALUE, Math.min(Integer.MAX_VALUE, Math.rint(steps))));
    }
    return TensorProto.newBuilder()
        .setDataType(TensorProto.DataType.INT32.getNumber())
        .addDims(outputs)
        .setRawData(ByteString.copyFrom(buffer.array()));
  }
}
