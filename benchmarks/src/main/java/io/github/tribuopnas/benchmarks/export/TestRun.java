package io.github.tribuopnas.benchmarks.export;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import com.google.protobuf.InvalidProtocolBufferException;
import io.github.tribuopnas.onnx.model.FloatTensors;
import io.github.tribuopnas.onnx.model.OnnxExportException;
import io.github.tribuopnas.onnx.quantize.ExampleBatch;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A model with the inputs of its test, and what it makes of them.
 *
 * @param inputs the inputs by their names
 * @param outputs the outputs in the order of the model
 */
record TestRun(Map<String, TensorProto> inputs, List<double[]> outputs) {

  static TestRun of(ModelProto model, Path data) throws IOException {
    Map<String, TensorProto> inputs = new LinkedHashMap<>();
    // Before IR version 4 every weight was an input too, with a value of its own.
    Set<String> weights = new HashSet<>();
    model.getGraph().getInitializerList().forEach(w -> weights.add(w.getName()));
    int i = 0;
    for (ValueInfoProto port : model.getGraph().getInputList()) {
      if (weights.contains(port.getName())) {
        continue;
      }
      Path file = data.resolve("input_" + i++ + ".pb");
      if (!Files.isRegularFile(file)) {
        throw new IOException("there is no " + file);
      }
      inputs.put(port.getName(), parsed(file));
    }
    return new TestRun(inputs, run(model, inputs));
  }

  private static TensorProto parsed(Path file) throws IOException {
    try {
      return TensorProto.parseFrom(Files.readAllBytes(file));
    } catch (InvalidProtocolBufferException e) {
      throw new IOException(file + " holds no tensor", e);
    }
  }

  /** A run of another model with the same inputs, as far as it has them. */
  TestRun of(ModelProto other) {
    return new TestRun(inputs, run(other, inputs));
  }

  /** The model with all inputs but the first as constants, as the weights of a network are. */
  ModelProto withWeights(ModelProto model) {
    ModelProto.Builder copy = model.toBuilder();
    copy.getGraphBuilder().clearInput();
    for (ValueInfoProto port : model.getGraph().getInputList()) {
      TensorProto value = inputs.get(port.getName());
      boolean first = value != null && value == inputs.values().iterator().next();
      if (value == null || first) {
        copy.getGraphBuilder().addInput(port);
      } else {
        copy.getGraphBuilder().addInitializer(value.toBuilder().setName(port.getName()));
      }
    }
    return copy.build();
  }

  /** The first input as a batch, if it is one of single precision. */
  Optional<ExampleBatch> calibration() {
    if (inputs.isEmpty()) {
      return Optional.empty();
    }
    TensorProto tensor = inputs.values().iterator().next();
    if (tensor.getDataType() != TensorProto.DataType.FLOAT_VALUE || tensor.getDimsCount() < 2) {
      return Optional.empty();
    }
    long[] shape = tensor.getDimsList().stream().mapToLong(Long::longValue).toArray();
    float[] values = FloatTensors.values(tensor);
    return values.length == 0 ? Optional.empty() : Optional.of(new ExampleBatch(values, shape));
  }

  /** The largest difference of an output to another model, relative to the largest value. */
  double difference(ModelProto other) {
    List<double[]> found = run(other, inputs);
    double difference = found.size() == outputs.size() ? 0 : Double.POSITIVE_INFINITY;
    for (int i = 0; i < Math.min(found.size(), outputs.size()); i++) {
      difference = Math.max(difference, difference(outputs.get(i), found.get(i)));
    }
    return difference;
  }

  private static double difference(double[] a, double[] b) {
    if (a.length != b.length) {
      return Double.POSITIVE_INFINITY;
    }
    double largest = 1e-6;
    double gap = 0;
    for (int i = 0; i < a.length; i++) {
      if (Double.compare(a[i], b[i]) != 0) {
        double difference = Math.abs(a[i] - b[i]);
        gap = Math.max(gap, Double.isNaN(difference) ? Double.POSITIVE_INFINITY : difference);
      }
      largest = Double.isFinite(a[i]) ? Math.max(largest, Math.abs(a[i])) : largest;
    }
    return gap / largest;
  }

  private static List<double[]> run(ModelProto model, Map<String, TensorProto> inputs) {
    OrtEnvironment environment = OrtEnvironment.getEnvironment();
    Map<String, OnnxTensor> feeds = new LinkedHashMap<>();
    try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
      options.setIntraOpNumThreads(1);
      options.setSessionLogLevel(OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL);
      try (OrtSession session = environment.createSession(model.toByteArray(), options)) {
        for (Map.Entry<String, TensorProto> input : inputs.entrySet()) {
          if (session.getInputNames().contains(input.getKey())) {
            feeds.put(input.getKey(), tensor(environment, input.getValue()));
          }
        }
        List<double[]> outputs = new ArrayList<>();
        try (OrtSession.Result result = session.run(feeds)) {
          for (Map.Entry<String, OnnxValue> output : result) {
            outputs.add(values(output.getValue()));
          }
        }
        return outputs;
      }
    } catch (OrtException e) {
      throw new OnnxExportException("ONNX Runtime: " + e.getMessage(), e);
    } finally {
      feeds.values().forEach(OnnxTensor::close);
    }
  }

  private static OnnxTensor tensor(OrtEnvironment environment, TensorProto tensor)
      throws OrtException {
    long[] shape = tensor.getDimsList().stream().mapToLong(Long::longValue).toArray();
    if (!tensor.hasRawData()) {
      throw new UnsupportedOperationException("an input whose values are listed");
    }
    ByteBuffer buffer =
        ByteBuffer.allocateDirect(tensor.getRawData().size()).order(ByteOrder.nativeOrder());
    tensor.getRawData().copyTo(buffer);
    buffer.flip();
    return OnnxTensor.createTensor(environment, buffer, shape, type(tensor.getDataType()));
  }

  private static OnnxJavaType type(int type) {
    return switch (type) {
      case TensorProto.DataType.FLOAT_VALUE -> OnnxJavaType.FLOAT;
      case TensorProto.DataType.DOUBLE_VALUE -> OnnxJavaType.DOUBLE;
      case TensorProto.DataType.INT64_VALUE -> OnnxJavaType.INT64;
      case TensorProto.DataType.INT32_VALUE -> OnnxJavaType.INT32;
      case TensorProto.DataType.INT8_VALUE -> OnnxJavaType.INT8;
      case TensorProto.DataType.UINT8_VALUE -> OnnxJavaType.UINT8;
      case TensorProto.DataType.BOOL_VALUE -> OnnxJavaType.BOOL;
      case TensorProto.DataType.INT16_VALUE -> OnnxJavaType.INT16;
      case TensorProto.DataType.FLOAT16_VALUE -> OnnxJavaType.FLOAT16;
      case TensorProto.DataType.BFLOAT16_VALUE -> OnnxJavaType.BFLOAT16;
      default -> throw new UnsupportedOperationException("an input of type " + type);
    };
  }

  private static double[] values(OnnxValue value) {
    if (!(value instanceof OnnxTensor tensor)) {
      throw new UnsupportedOperationException("an output that is no tensor");
    }
    ByteBuffer buffer = tensor.getByteBuffer();
    if (buffer == null) {
      throw new UnsupportedOperationException("an output of text");
    }
    buffer.order(ByteOrder.nativeOrder());
    int width = Math.max(1, tensor.getInfo().type.size);
    double[] values = new double[buffer.remaining() / width];
    for (int i = 0; i < values.length; i++) {
      values[i] =
          switch (tensor.getInfo().type) {
            case FLOAT -> buffer.getFloat();
            case DOUBLE -> buffer.getDouble();
            case INT64 -> buffer.getLong();
            case INT32 -> buffer.getInt();
            case FLOAT16, BFLOAT16, INT16 -> buffer.getShort();
            default -> buffer.get();
          };
    }
    return values;
  }
}
