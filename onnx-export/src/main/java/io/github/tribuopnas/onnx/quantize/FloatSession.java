package io.github.tribuopnas.onnx.quantize;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.github.tribuopnas.onnx.model.OnnxExportException;
import java.nio.FloatBuffer;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiConsumer;

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

  /** All outputs by their names, in the order of the model. */
  Map<String, Output> run(ExampleBatch batch) {
    Map<String, Output> outputs = new LinkedHashMap<>();
    run(batch, outputs::put);
    return outputs;
  }

  /** Hands on one output after the other, by their names and in the order of the model. */
  void run(ExampleBatch batch, BiConsumer<String, Output> consumer) {
    String input = session.getInputNames().iterator().next();
    try (OnnxTensor tensor =
            OnnxTensor.createTensor(environment, FloatBuffer.wrap(batch.values()), batch.shape());
        OrtSession.Result result = session.run(Map.of(input, tensor))) {
      for (Map.Entry<String, OnnxValue> entry : result) {
        OnnxTensor value = (OnnxTensor) entry.getValue();
        FloatBuffer buffer = value.getFloatBuffer();
        float[] values = new float[buffer.remaining()];
        buffer.get(values);
        consumer.accept(entry.getKey(), new Output(values, value.getInfo().getShape()));
      }
    } catch (OrtException e) {
      throw failed(e);
    }
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
