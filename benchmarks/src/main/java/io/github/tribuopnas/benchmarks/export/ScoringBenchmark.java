package io.github.tribuopnas.benchmarks.export;

import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.github.tribuopnas.PNASModel;
import io.github.tribuopnas.PNASTrainer;
import io.github.tribuopnas.image.ImageDataset;
import io.github.tribuopnas.image.ImageFormat;
import io.github.tribuopnas.image.PackedImages;
import io.github.tribuopnas.search.strategy.StrategyOptions;
import io.github.tribuopnas.space.Operation;
import io.github.tribuopnas.space.SpaceOptions;
import io.github.tribuopnas.training.TrainingOptions;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.tribuo.Prediction;
import org.tribuo.classification.Label;
import org.tribuo.classification.LabelFactory;
import org.tribuo.interop.onnx.ONNXExternalModel;
import org.tribuo.provenance.SimpleDataSourceProvenance;

/**
 * The winner of a small search scores the same images of 32x32x3: packed, as Tribuo examples, and
 * without this library.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 1, jvmArgsAppend = "-Xmx3g")
public class ScoringBenchmark {

  private static final ImageFormat FORMAT = ImageFormat.of(32, 32, 3);
  private static final int TRAINING_IMAGES = 64;
  private static final int BATCH = 16;

  /** Images to score. */
  @Param({"1", "16", "128", "10000"})
  private int count;

  /** What the small network's one-block cell is made of: very little, or two of the larger. */
  @Param({"MAX_POOL_3X3", "SEPARABLE_5X5"})
  private Operation operation;

  private ImageDataset images;
  private PNASModel model;
  private ONNXExternalModel<Label> external;
  private OrtSession session;

  /**
   * Searches for the network and loads it in three ways, each on one thread.
   *
   * @throws IOException if no temporary file can be written
   * @throws OrtException if ONNX Runtime refuses the model
   */
  @Setup
  public void load() throws IOException, OrtException {
    images = images(count);
    model =
        PNASTrainer.builder()
            .setFormat(FORMAT)
            .optSpace(new SpaceOptions().withBlocks(1).withOperations(List.of(operation)))
            .optStrategy(new StrategyOptions().withFirstLevel(1))
            .optTraining(
                new TrainingOptions()
                    .withEpochs(1)
                    .withFinalEpochs(1)
                    .withRepeats(1)
                    .withFilters(4))
            .build()
            .train(images(TRAINING_IMAGES));
    OrtSession.SessionOptions options = new OrtSession.SessionOptions();
    options.setIntraOpNumThreads(1);
    options.setInterOpNumThreads(1);
    external = model.toExternalModel(options);
    session = InferenceBenchmark.open(model.onnx(), OrtSession.SessionOptions.OptLevel.ALL_OPT);
  }

  private static ImageDataset images(int count) {
    byte[] pixels = new byte[count * FORMAT.pixels()];
    new SplittableRandom(count).nextBytes(pixels);
    int[] labels = new int[count];
    Arrays.setAll(labels, i -> i % 10);
    List<String> classes = List.of("0", "1", "2", "3", "4", "5", "6", "7", "8", "9");
    return new ImageDataset(
        PackedImages.ofBytes(FORMAT, pixels, labels, classes),
        new SimpleDataSourceProvenance("random", new LabelFactory()));
  }

  /**
   * Frees everything.
   *
   * @throws OrtException if that fails
   */
  @TearDown
  public void close() throws OrtException {
    session.close();
    external.close();
    model.close();
  }

  /**
   * Straight from the bytes.
   *
   * @return probabilities
   */
  @Benchmark
  public float[][] packed() {
    return model.probabilities(images.images());
  }

  /**
   * ONNX Runtime called by hand: the pixels of each batch put in a buffer, and the session run.
   *
   * @return probabilities
   * @throws OrtException if ONNX Runtime fails
   */
  @Benchmark
  public float[][] byHand() throws OrtException {
    PackedImages packed = images.images();
    FloatBuffer buffer =
        ByteBuffer.allocateDirect(BATCH * FORMAT.pixels() * Float.BYTES)
            .order(ByteOrder.nativeOrder())
            .asFloatBuffer();
    float[][] probabilities = new float[count][];
    for (int first = 0; first < count; first += BATCH) {
      int size = Math.min(BATCH, count - first);
      buffer.clear();
      for (int i = first; i < first + size; i++) {
        packed.copyRaw(i, buffer);
      }
      float[][] batch = InferenceBenchmark.run(session, buffer.flip(), size);
      System.arraycopy(batch, 0, probabilities, first, size);
    }
    return probabilities;
  }

  /**
   * ONNX Runtime alone: one full batch over and over, its pixels in place already. What no way of
   * scoring a multiple of a batch can be below.
   *
   * @return the last probabilities
   * @throws OrtException if ONNX Runtime fails
   */
  @Benchmark
  public float[][] runtimeAlone() throws OrtException {
    FloatBuffer buffer =
        ByteBuffer.allocateDirect(BATCH * FORMAT.pixels() * Float.BYTES)
            .order(ByteOrder.nativeOrder())
            .asFloatBuffer();
    for (int i = 0; i < BATCH; i++) {
      images.images().copyRaw(i % count, buffer);
    }
    float[][] probabilities = new float[0][];
    for (int first = 0; first < count; first += BATCH) {
      probabilities = InferenceBenchmark.run(session, buffer.rewind(), BATCH);
    }
    return probabilities;
  }

  /**
   * As Tribuo examples.
   *
   * @return predictions
   */
  @Benchmark
  public List<Prediction<Label>> examples() {
    return model.predict(images);
  }

  /**
   * As Tribuo examples, by the model that Tribuo makes of the ONNX file.
   *
   * @return predictions
   */
  @Benchmark
  public List<Prediction<Label>> external() {
    return external.predict(images);
  }
}
