package io.github.tribuopnas.serving;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.github.tribuopnas.onnx.OnnxRuntimeLoader;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Map;

/**
 * The memory that ONNX Runtime reads a batch from and writes its results to, batch after batch: no
 * array is made or taken apart for each. This is as much of its IO binding as its Java interface
 * has; a GPU still copies from and to this memory.
 */
final class BoundBatch implements AutoCloseable {

  private final FloatBuffer pixels;
  private final FloatBuffer probabilities;
  private final OnnxTensor input;
  private final OnnxTensor output;
  private final Map<String, OnnxTensor> inputs;
  private final Map<String, OnnxValue> outputs;

  /**
   * Makes the memory.
   *
   * @param inputName the model's input
   * @param outputName the model's output
   * @param images of every batch, at least 1
   * @param values of an image
   * @param classes of the model
   * @throws OrtException if ONNX Runtime fails
   */
  BoundBatch(String inputName, String outputName, int images, int values, int classes)
      throws OrtException {
    pixels = buffer(images * values);
    probabilities = buffer(images * classes);
    OrtEnvironment environment = OnnxRuntimeLoader.environment();
    input = OnnxTensor.createTensor(environment, pixels, new long[] {images, values});
    output = OnnxTensor.createTensor(environment, probabilities, new long[] {images, classes});
    inputs = Map.of(inputName, input);
    outputs = Map.of(outputName, output);
  }

  private static FloatBuffer buffer(int floats) {
    return ByteBuffer.allocateDirect(Math.multiplyExact(floats, Float.BYTES))
        .order(ByteOrder.nativeOrder())
        .asFloatBuffer();
  }

  /** Returns where raw pixels are put, channels first, image after image. */
  FloatBuffer pixels() {
    return pixels.clear();
  }

  /** Runs the batch; returns the probabilities, image after image. */
  FloatBuffer run(OrtSession session) throws OrtException {
    session.run(inputs, outputs).close();
    return probabilities.clear();
  }

  @Override
  public void close() {
    input.close();
    output.close();
  }
}
