package io.github.tribuopnas.onnx.quantize;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.github.tribuopnas.onnx.model.OnnxExportException;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/** A model of one input in the runtime. */
final class FloatSession implements AutoCloseable {

  /**
   * An output.
   *
   * @param values elements in row-major order
   * @param shape dimensions
   */
  record Output(float[] values, long[] shape) {}

  private final OrtEnvironment environment = OrtEnvironment.getEnvironment();
  private final OrtSession session;

  FloatSession(ModelProto model, int threads) {
    try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
      options.setIntraOpNumThreads(threads);
      options.setInterOpNumThreads(1);
      session = environment.createSession(model.toByteArray(), options);
    } catch (OrtException e) {
      throw failed(e);
    }
  }

  private static OnnxExportException failed(OrtException e) {
    return new OnnxExportException("ONNX Runtime cannot run the model: " + e.getMessage(), e);
  }

  /** The first output. */
  Output first(ExampleBatch batch) {
    List<Output> outputs = new ArrayList<>();
    run(batch, result -> outputs.add(output(result.iterator().next())));
    return outputs.get(0);
  }

  /** Hands on one output after the other, by their names and in the order of the model. */
  void run(ExampleBatch batch, BiConsumer<String, Output> consumer) {
    run(batch, result -> result.forEach(e -> consumer.accept(e.getKey(), output(e))));
  }

  private void run(ExampleBatch batch, Consumer<OrtSession.Result> consumer) {
    String input = session.getInputNames().iterator().next();
    try (OnnxTensor tensor =
            OnnxTensor.createTensor(environment, FloatBuffer.wrap(batch.values()), batch.shape());
        OrtSession.Result result = session.run(Map.of(input, tensor))) {
      consumer.accept(result);
    } catch (OrtException e) {
      throw failed(e);
    }
  }

  private static Output output(Map.Entry<String, OnnxValue> entry) {
    FloatBuffer buffer =
        entry.getValue() instanceof OnnxTensor tensor ? tensor.getFloatBuffer() : null;
    if (buffer == null) {
      throw new IllegalArgumentException(
          "the output '"
              + entry.getKey()
              + "' has no numbers of single precision; a model whose first output is of them can be"
              + " quantized");
    }
    float[] values = new float[buffer.remaining()];
    buffer.get(values);
    return new Output(values, ((OnnxTensor) entry.getValue()).getInfo().getShape());
  }

  @Override
  public void close() {
    try {
      session.close();
    } catch (OrtException e) {
      throw failed(e);
    }
  }
}
