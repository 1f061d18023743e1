package io.github.tribuopnas.benchmarks.images;

import io.github.tribuopnas.image.ImageDataset;
import io.github.tribuopnas.image.ImageSet;
import io.github.tribuopnas.image.source.ImageReading;
import io.github.tribuopnas.image.source.ImageSource;
import java.io.IOException;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Images with test images, for a mixin of a study. */
public final class DataOption {

  @Option(
      names = "--data",
      required = true,
      paramLabel = "PATH",
      description = "Images with test images: folders of pictures, IDX, CIFAR or CSV files.")
  private Path path;

  @SuppressWarnings("NullAway.Init") // Set by picocli.
  public DataOption() {}

  /**
   * What was read.
   *
   * @param train the images to train on
   * @param test the images to test with
   */
  public record Parts(ImageDataset train, ImageDataset test) {

    /**
     * Returns the parts with fewer images to train on, the same for all who ask.
     *
     * @param most how many there may be, evenly from all classes; 0 for all
     * @return the smaller parts
     */
    public Parts withTrainLimit(int most) {
      return most > 0 && most < train.size() ? new Parts(train.limit(most, 1), test) : this;
    }
  }

  /**
   * Reads the images.
   *
   * @return both parts
   * @throws IOException if they cannot be read, or none are for tests
   */
  public Parts read() throws IOException {
    ImageSet images = ImageSource.detect(path).read(ImageReading.asTheyAre());
    ImageDataset test =
        images
            .test()
            .orElseThrow(
                () -> new IOException(path + " has no test images; give a set that has some"));
    return new Parts(images.train(), test);
  }
}
