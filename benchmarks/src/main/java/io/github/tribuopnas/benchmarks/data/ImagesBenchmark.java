package io.github.tribuopnas.benchmarks.data;

import io.github.tribuopnas.base.ImageShape;
import io.github.tribuopnas.image.ChannelNormalization;
import io.github.tribuopnas.image.ImageFormat;
import io.github.tribuopnas.image.ImagePacker;
import io.github.tribuopnas.image.PackedImages;
import io.github.tribuopnas.image.codec.ImageFit;
import io.github.tribuopnas.image.source.ImageFolderDataSource;
import io.github.tribuopnas.training.augment.Augmentation;
import io.github.tribuopnas.training.augment.Crop;
import io.github.tribuopnas.training.augment.Cutout;
import io.github.tribuopnas.training.augment.Flip;
import io.github.tribuopnas.training.augment.WorkingImage;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
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
import org.tribuo.MutableDataset;
import org.tribuo.classification.Label;

/** Images of 32x32x3 on their way: decoded from PNG, packed from Tribuo's examples, batched. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 2, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class ImagesBenchmark {

  private static final ImageShape IMAGE = new ImageShape(32, 32, 3);
  private static final int CLASSES = 10;
  private static final List<Augmentation> AUGMENTATIONS =
      List.of(new Crop(4), new Flip(), new Cutout(8));

  /** Images. */
  @Param({"1000", "10000"})
  public int count;

  private final ImageFormat format =
      ImageFormat.of(IMAGE.height(), IMAGE.width(), IMAGE.channels());
  private final SplittableRandom random = new SplittableRandom(1);
  private Path folder;
  private PackedImages packed;
  private MutableDataset<Label> examples;
  private ChannelNormalization normalization;
  private FloatBuffer batch;
  private WorkingImage working;

  /**
   * Draws images, writes them as PNG and reads them as Tribuo's examples.
   *
   * @throws IOException if the temporary folder cannot be written
   */
  @Setup
  public void draw() throws IOException {
    folder = Files.createTempDirectory("images");
    for (int i = 0; i < count; i++) {
      Path ofClass = Files.createDirectories(folder.resolve("class" + i % CLASSES));
      ImageIO.write(noise(), "png", ofClass.resolve(i + ".png").toFile());
    }
    ImageFolderDataSource source = new ImageFolderDataSource(folder, format, ImageFit.EXACT);
    packed = source.images();
    examples = new MutableDataset<>(source);
    normalization = ChannelNormalization.of(packed);
    batch = FloatBuffer.allocate(Math.toIntExact(count * IMAGE.pixels()));
    working = new WorkingImage(IMAGE.height(), IMAGE.width(), IMAGE.channels(), normalization);
  }

  private BufferedImage noise() {
    BufferedImage image =
        new BufferedImage(IMAGE.width(), IMAGE.height(), BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < IMAGE.height(); y++) {
      for (int x = 0; x < IMAGE.width(); x++) {
        image.setRGB(x, y, random.nextInt(1 << 24));
      }
    }
    return image;
  }

  /**
   * Deletes the images.
   *
   * @throws IOException if that fails
   */
  @TearDown
  public void delete() throws IOException {
    List<Path> paths;
    try (Stream<Path> walk = Files.walk(folder)) {
      paths = walk.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path path : paths) {
      Files.delete(path);
    }
  }

  /**
   * Reads all PNG files of a folder into packed images, hashes included.
   *
   * @return a source
   * @throws IOException if a file cannot be read
   */
  @Benchmark
  public ImageFolderDataSource decode() throws IOException {
    return new ImageFolderDataSource(folder, format, ImageFit.EXACT);
  }

  /**
   * Packs Tribuo's examples.
   *
   * @return packed images
   */
  @Benchmark
  public PackedImages packExamples() {
    return ImagePacker.pack(examples, format);
  }

  /**
   * Normalizes all images into one buffer.
   *
   * @return the buffer
   */
  @Benchmark
  public FloatBuffer normalize() {
    batch.clear();
    for (int i = 0; i < count; i++) {
      packed.copyNormalized(i, normalization, batch);
    }
    return batch;
  }

  /**
   * Crops, flips and cuts a hole out of as many images as there are.
   *
   * @return the last image
   */
  @Benchmark
  public float[] augment() {
    for (int i = 0; i < count; i++) {
      for (Augmentation augmentation : AUGMENTATIONS) {
        augmentation.apply(working, random);
      }
    }
    return working.values();
  }
}
