package io.github.tribuopnas.onnx.quantize;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/** Runs examples through a model that gives out its inner arrays as well. */
final class Calibration {
  /** So many arrays at a time are kept in memory. */
  private static final int ARRAYS = 48;

  private Calibration() {}

  static Map<String, Activation> of(
      ModelProto model,
      Collection<String> arrays,
      List<ExampleBatch> batches,
      QuantizationOptions options) {
    Map<String, Activation> activations = new LinkedHashMap<>();
    String input = input(model);
    List<String> inner = new ArrayList<>();
    for (String array : arrays) {
      activations.put(array, new Activation());
      if (!array.equals(input)) {
        inner.add(array);
      }
    }
    Activation ofInput = activations.get(input);
    if (ofInput != null) {
      see(ofInput, batches);
    }
    for (int from = 0; from < inner.size(); from += ARRAYS) {
      List<String> some = inner.subList(from, Math.min(inner.size(), from + ARRAYS));
      try (FloatSession session = new FloatSession(withOutputs(model, some), options.threads())) {
        Map<String, Activation> measured = new LinkedHashMap<>(activations);
        measured.keySet().retainAll(some);
        measure(session, measured, batches);
        if (options.method() != CalibrationMethod.MIN_MAX) {
          count(session, measured, batches);
        }
      }
    }
    return activations;
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

  private static void see(Activation activation, List<ExampleBatch> batches) {
    batches.forEach(batch -> activation.measure(batch.values(), batch.shape()));
    batches.forEach(batch -> activation.count(batch.values()));
  }

  private static void measure(
      FloatSession session, Map<String, Activation> activations, List<ExampleBatch> batches) {
    for (ExampleBatch batch : batches) {
      Map<String, FloatSession.Output> outputs = session.run(batch);
      activations.forEach(
          (array, activation) -> {
            FloatSession.Output output = output(outputs, array);
            activation.measure(output.values(), output.shape());
          });
    }
  }

  private static void count(
      FloatSession session, Map<String, Activation> activations, List<ExampleBatch> batches) {
    for (ExampleBatch batch : batches) {
      Map<String, FloatSession.Output> outputs = session.run(batch);
      activations.forEach((array, activation) -> activation.count(output(outputs, array).values()));
    }
  }

  private static FloatSession.Output output(
      Map<String, FloatSession.Output> outputs, String array) {
    return Objects.requireNonNull(outputs.get(array), array);
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
