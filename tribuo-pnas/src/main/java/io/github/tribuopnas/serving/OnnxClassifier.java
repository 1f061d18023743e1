package io.github.tribuopnas.serving;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.github.tribuopnas.image.ImageFormat;
import io.github.tribuopnas.image.PackedImages;
import io.github.tribuopnas.onnx.OnnxRuntimeLoader;
import io.github.tribuopnas.onnx.check.InvalidModelException;
import io.github.tribuopnas.onnx.check.OnnxModelReader;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An exported classifier in ONNX Runtime: raw pixels in, probabilities out.
 *
 * <p>Safe for use by several threads. A prediction that runs while this is closed, or moved to
 * another session by {@link #setSessionOptions}, still succeeds; later ones fail or use the new
 * session.
 */
public final class OnnxClassifier implements AutoCloseable {

  /** Larger batches are no faster on one thread, and leave the caches. */
  private static final int BATCH = 16;

  /** Large enough to occupy a GPU. */
  private static final int LARGE_BATCH = 256;

  /** Pixels of a batch, a quarter of a gigabyte. */
  private static final int MOST_VALUES = 1 << 26;

  private final byte[] model;
  private final String inputName;
  private final String outputName;
  private final ImageFormat format;
  private final List<String> labels;
  private final Preprocessing preprocessing;
  private final String provenance;

  private volatile int batchSize = BATCH;

  /** Null once closed. */
  private @Nullable SharedSession current;

  /**
   * Loads a model; ONNX Runtime runs it on the CPU, on the calling thread.
   *
   * @param model the bytes of an ONNX file that this project exported; kept, not copied
   * @throws IllegalArgumentException if the bytes are no such model
   */
  public OnnxClassifier(byte[] model) {
    this.model = model;
    ModelProto proto;
    try {
      proto = OnnxModelReader.builder().build().read(model);
      Map<String, String> metadata = OnnxMetadata.entries(proto);
      format = OnnxMetadata.imageFormat(metadata);
      labels = OnnxMetadata.labels(proto);
      preprocessing = Preprocessing.of(metadata);
      provenance = OnnxMetadata.provenance(metadata);
      OnnxModelReader.builder()
          .optInputSize(format.pixels())
          .optLabels(labels.size())
          .build()
          .check(proto);
    } catch (InvalidModelException e) {
      throw new IllegalArgumentException("cannot load this model: " + e.getMessage(), e);
    }
    inputName = proto.getGraph().getInput(0).getName();
    outputName = proto.getGraph().getOutput(0).getName();
    try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
      options.setIntraOpNumThreads(1);
      current = new SharedSession(open(model, options));
    } catch (OrtException e) {
      throw new IllegalArgumentException("ONNX Runtime cannot load this model: " + firstLine(e), e);
    }
  }

  private OnnxClassifier(OnnxClassifier other, SharedSession session) {
    model = other.model;
    inputName = other.inputName;
    outputName = other.outputName;
    format = other.format;
    labels = other.labels;
    preprocessing = other.preprocessing;
    provenance = other.provenance;
    batchSize = other.batchSize;
    current = session;
  }

  private static OrtSession open(byte[] model, OrtSession.SessionOptions options)
      throws OrtException {
    return OnnxRuntimeLoader.environment().createSession(model, options);
  }

  private static String firstLine(Exception e) {
    return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
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
   * Returns how pictures are to be made into images for the model.
   *
   * @return what the training did, by the model's metadata
   */
  public Preprocessing preprocessing() {
    return preprocessing;
  }

  /**
   * Tells whether images are among those that the model was trained on.
   *
   * @param sha256 the hash of their files, as the provenance of their source has it
   * @return whether the model's provenance names it
   */
  public boolean wasTrainedOn(String sha256) {
    return provenance.contains(sha256);
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
   * Returns the name of the model's only input.
   *
   * @return the name in the ONNX graph
   */
  public String inputName() {
    return inputName;
  }

  /**
   * Moves the model to a session with other options: more threads, or another device.
   *
   * <pre>{@code
   * try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
   *   options.addCUDA(0);
   *   classifier.setSessionOptions(options);
   * }
   * }</pre>
   *
   * @param options read now only; the caller closes them
   * @throws IllegalArgumentException if ONNX Runtime refuses them; the session stays as it was
   * @throws IllegalStateException if this is closed
   */
  public void setSessionOptions(OrtSession.SessionOptions options) {
    SharedSession opened;
    try {
      opened = new SharedSession(open(model, options));
    } catch (OrtException e) {
      throw new IllegalArgumentException(
          "ONNX Runtime cannot open the model with these options: " + firstLine(e), e);
    }
    replace(opened).release();
  }

  /** Runs packed images in batches that are large enough for a GPU. */
  void takeLargeBatches() {
    batchSize = LARGE_BATCH;
  }

  /** Puts a session in the place of the current one, which is returned. */
  private SharedSession replace(SharedSession opened) {
    synchronized (this) {
      if (current != null) {
        SharedSession before = current;
        current = opened;
        return before;
      }
    }
    opened.release();
    throw closed();
  }

  private static IllegalStateException closed() {
    return new IllegalStateException("the model is closed; load it again to predict");
  }

  private synchronized SharedSession acquire() {
    if (current == null) {
      throw closed();
    }
    return current.acquire();
  }

  /**
   * Returns another classifier on the same session, without loading the model again. Both have to
   * be closed, in any order.
   *
   * @return the other one, independent of this from now on
   * @throws IllegalStateException if this is closed
   */
  public OnnxClassifier share() {
    return new OnnxClassifier(this, acquire());
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
    SharedSession session = acquire();
    try {
      return run(session.session(), pixels, count);
    } finally {
      session.release();
    }
  }

  /**
   * Runs the model on packed images, batch after batch, without making Tribuo examples of them.
   *
   * @param images images of the model's height, width and channels
   * @return {@code [image][classes]}, in the order of {@link #labels}
   * @throws IllegalArgumentException if the images are of another size
   * @throws IllegalStateException if ONNX Runtime fails or this is closed
   */
  public float[][] probabilities(PackedImages images) {
    if (!images.format().shape().equals(format.shape())) {
      throw new IllegalArgumentException(
          "the images are " + images.format().size() + ", but the model takes " + format.size());
    }
    float[][] probabilities = new float[images.size()][labels.size()];
    int batch = Math.max(1, Math.min(batchSize, MOST_VALUES / format.pixels()));
    int whole = images.size() / batch * batch;
    SharedSession session = acquire();
    try {
      run(session.session(), images, 0, whole, batch, probabilities);
      run(session.session(), images, whole, images.size(), images.size() - whole, probabilities);
    } catch (OrtException e) {
      throw failed(e);
    } finally {
      session.release();
    }
    return probabilities;
  }

  /** Runs images up to an end in batches of a size that divides them. */
  private void run(
      OrtSession session, PackedImages images, int first, int end, int batch, float[][] rows)
      throws OrtException {
    if (first == end) {
      return;
    }
    // By way of an array: faster than value by value into the buffer.
    float[] image = new float[format.pixels()];
    try (BoundBatch bound =
        new BoundBatch(inputName, outputName, batch, image.length, labels.size())) {
      for (int i = first; i < end; i += batch) {
        FloatBuffer pixels = bound.pixels();
        for (int j = i; j < i + batch; j++) {
          images.copyRaw(j, image);
          pixels.put(image);
        }
        FloatBuffer probabilities = bound.run(session);
        for (int j = i; j < i + batch; j++) {
          probabilities.get(rows[j]);
        }
      }
    }
  }

  private float[][] run(OrtSession session, FloatBuffer pixels, int count) {
    OrtEnvironment environment = OnnxRuntimeLoader.environment();
    try (OnnxTensor input =
            OnnxTensor.createTensor(environment, pixels, new long[] {count, format.pixels()});
        OrtSession.Result result = session.run(Map.of(inputName, input))) {
      return (float[][]) result.get(0).getValue();
    } catch (OrtException e) {
      throw failed(e);
    }
  }

  private static IllegalStateException failed(OrtException e) {
    return new IllegalStateException("ONNX Runtime failed: " + firstLine(e), e);
  }

  /** Closes this; a second time does nothing. */
  @Override
  public void close() {
    SharedSession last;
    synchronized (this) {
      last = current;
      current = null;
    }
    if (last != null) {
      last.release();
    }
  }
}
