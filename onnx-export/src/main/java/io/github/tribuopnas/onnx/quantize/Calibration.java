package io.github.tribuopnas.onnx.quantize;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;

/** Runs examples through a model that gives out its inner arrays as well. */
final class Calibration {
  /** This many values, 128 MiB, are taken out of the runtime at a time. */
  private static final long MOST_VALUES = 1L << 25;

  private Calibration() {}

  static Map<String, Statistics> of(
      ModelProto model,
      Collection<String> arrays,
      List<ExampleBatch> batches,
      QuantizationOptions options) {
    Map<String, Activation> activations = new LinkedHashMap<>();
    arrays.forEach(array -> activations.put(array, new Activation()));
    String input = input(model);
    List<String> inner = arrays.stream().filter(array -> !array.equals(input)).toList();
    Activation ofInput = activations.get(input);
    if (ofInput != null) {
      batches.forEach(batch -> ofInput.see(batch.values(), batch.shape()));
    }
    if (!inner.isEmpty()) {
      see(model, inner, batches, options.threads(), activations);
    }
    Map<String, Statistics> statistics = new LinkedHashMap<>();
    activations.forEach(
        (array, activation) -> statistics.put(array, activation.statistics(options.method())));
    return statistics;
  }

  private static void see(
      ModelProto model,
      List<String> arrays,
      List<ExampleBatch> batches,
      int threads,
      Map<String, Activation> activations) {
    try (FloatSession session = new FloatSession(withOutputs(model, arrays), threads)) {
      int rows = hasFreeBatch(model) ? rows(session, batches.get(0)) : Integer.MAX_VALUE;
      for (ExampleBatch batch : batches) {
        for (ExampleBatch part : batch.parts(rows)) {
          session.run(
              part,
              (array, output) ->
                  Objects.requireNonNull(activations.get(array), array)
                      .see(output.values(), output.shape()));
        }
      }
    }
  }

  /** How many examples at a time stay within the limit. */
  private static int rows(FloatSession session, ExampleBatch batch) {
    AtomicLong values = new AtomicLong();
    session.run(batch.parts(1).get(0), (array, output) -> values.addAndGet(output.values().length));
    return Math.toIntExact(Math.max(1, MOST_VALUES / Math.max(1, values.get())));
  }

  private static boolean hasFreeBatch(ModelProto model) {
    String input = input(model);
    return model.getGraph().getInputList().stream()
        .filter(port -> port.getName().equals(input))
        .map(port -> port.getType().getTensorType().getShape())
        .allMatch(shape -> shape.getDimCount() > 0 && !shape.getDim(0).hasDimValue());
  }

  /** The name of the only input that is no weight. */
  static String input(ModelProto model) {
    Set<String> weights =
        model.getGraph().getInitializerList().stream()
            .map(TensorProto::getName)
            .collect(Collectors.toSet());
    List<String> inputs =
        model.getGraph().getInputList().stream()
            .map(ValueInfoProto::getName)
            .filter(name -> !weights.contains(name))
            .toList();
    if (inputs.size() != 1) {
      throw new IllegalArgumentException(
          "the model has the inputs " + inputs + "; a model of one input can be quantized");
    }
    return inputs.get(0);
  }

  private static ModelProto withOutputs(ModelProto model, List<String> arrays) {
    ModelProto.Builder copy = model.toBuilder();
    copy.getGraphBuilder().clearOutput();
    for (String array : arrays) {
      copy.getGraphBuilder()
          .addOutput(
              ValueInfoProto.newBuilder()
                  .setName(array)
                  .setType(
                      TypeProto.newBuilder()
                          .setTensorType(
                              TypeProto.Tensor.newBuilder()
                                  .setElemType(TensorProto.DataType.FLOAT.getNumber()))));
    }
    return copy.build();
  }
}
