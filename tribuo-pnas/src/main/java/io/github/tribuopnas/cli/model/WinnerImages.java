package io.github.tribuopnas.cli.model;

import io.github.tribuopnas.image.ImageSet;
import io.github.tribuopnas.image.codec.Conversion;
import io.github.tribuopnas.image.download.DownloadListener;
import io.github.tribuopnas.image.source.DigitImages;
import io.github.tribuopnas.image.source.ImageReading;
import io.github.tribuopnas.image.source.ImageSource;
import io.github.tribuopnas.serving.OnnxClassifier;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds images that a winner reads. */
final class WinnerImages {
  private WinnerImages() {}

  /**
   * Reads images.
   *
   * @param data where they are, or null for the built-in digits
   * @param winner the classifier that reads them
   * @return the images; empty if none were named and the winner does not read the digits
   * @throws IOException if they cannot be read
   */
  static Optional<ImageSet> of(@Nullable Path data, OnnxClassifier winner) throws IOException {
    if (data != null) {
      Conversion conversion = winner.preprocessing().conversion(winner.format());
      ImageReading reading =
          ImageReading.as(winner.format(), conversion.fit())
              .withBackground(conversion.background());
      return Optional.of(ImageSource.locate(data, DownloadListener.NONE).read(reading));
    }
    ImageSet digits = DigitImages.load();
    boolean reads =
        winner.format().equals(digits.format())
            && winner.labels().containsAll(digits.train().images().classes());
    return reads ? Optional.of(digits) : Optional.empty();
  }
}
