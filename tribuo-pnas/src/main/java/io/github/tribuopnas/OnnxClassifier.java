package io.github.tribuopnas;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import io.github.tribuopnas.data.ImageFormat;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.Map;

/**
 * An exported classifier in ONNX Runtime: raw pixels in, probabilities out. Safe for use by several
 * threads; closing waits for nobody.
 */
public final class OnnxClassifier implements AutoCloseable {

  private final OrtSession session;
  private final String inputName;
  private final int pixels;
  private final ImageFormat format;
  private final List<String> labels;

  /**
   * Loads a model.
   *
   * @param model the bytes of an ONNX file that this project exported
   * @throws IllegalArgumentException if the bytes are no such model
   */
  public OnnxClassifier(byte[] model) {
    OrtEnvironment environment = OrtEnvironment.getEnvironment();
    OrtSession opened = null;
    try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
      options.setIntraOpNumThreads(1);
      opened = environment.createSession(model, options);
      Map<String, String> metadata = opened.getMetadata().getCustomMetadata();
      format = OnnxMetadata.imageFormat(metadata);
      labels = OnnxMetadata.labels(metadata);
      inputName = opened.getInputNames().iterator().next();
      pixels = format.pixels();
      check(opened);
      session = opened;
    } catch (OrtException e) {
      close(opened);
      throw new IllegalArgumentException("ONNX Runtime cannot load this model: " + firstLine(e), e);
    } catch (IllegalArgumentException e) {
      close(opened);
      throw e;
    }
  }

  private void check(OrtSession opened) throws OrtException {
    long[] input = shape(opened.getInputInfo().get(inputName).getInfo());
    if (opened.getInputNames().size() != 1 || input.length != 2 || input[1] != pixels) {
      throw new IllegalArgumentException(
          "the model does not take one batch of "
              + pixels
              + " pixels, as its image format "
              + format
              + " says");
    }
    long[] output = shape(opened.getOutputInfo().values().iterator().next().getInfo());
    if (output.length != 2 || output[1] != labels.size()) {
      throw new IllegalArgumentException(
          "the model does not put out one probability for each of its "
              + labels.size()
              + " labels");
    }
  }

  private static long[] shape(ai.onnxruntime.ValueInfo info) {
    return info instanceof TensorInfo tensor ? tensor.getShape() : new long[0];
  }

  private static String firstLine(Exception e) {
    return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
  }

  private static void close(OrtSession session) {
    if (session != null) {
      try {
        session.close();
      } catch (OrtException e) {
        throw new IllegalStateException("ONNX Runtime cannot close the session", e);
      }
    }
  }

  /**
   * Returns the images that the model takes.
   *
   * @return their format
   */
  public ImageFormat format() {
    return format;
  }

  /**
   * Returns the class labels.
   *
   * @return the labels in the order of the probabilities
   */
  public List<String> labels() {
    return labels;
  }

  /**
   * Runs the model on a batch.
   *
   * @param pixels raw pixels, channels first, image after image; from its position to its limit
   * @param count number of images
   * @return {@code [count][classes]}, each row adding up to 1
   * @throws IllegalStateException if ONNX Runtime fails or this is closed
   */
  public float[][] probabilities(FloatBuffer pixels, int count) {
    OrtEnvironment environment = OrtEnvironment.getEnvironment();
    try (OnnxTensor input =
            OnnxTensor.createTensor(environment, pixels, new long[] {count, this.pixels});
        OrtSession.Result result = session.run(Map.of(inputName, input))) {
      return (float[][]) result.get(0).getValue();
    } catch (OrtException e) {
      throw new IllegalStateException("ONNX Runtime failed: " + firstLine(e), e);
    }
  }

  @Override
  public void close() {
    close(session);
  }
}
