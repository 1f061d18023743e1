package io.github.tribuopnas.serving;

import com.oracle.labs.mlrg.olcut.provenance.PrimitiveProvenance;
import com.oracle.labs.mlrg.olcut.provenance.Provenance;
import io.github.tribuopnas.image.ImageFormat;
import io.github.tribuopnas.image.ImageSourceProvenance;
import io.github.tribuopnas.image.codec.Background;
import io.github.tribuopnas.image.codec.Conversion;
import io.github.tribuopnas.image.codec.ImageFit;
import java.math.BigDecimal;
import java.util.Locale;
import java.util.Map;

/**
 * How pictures were made into images for the training of a model, and must be made into images for
 * its predictions.
 *
 * @param fit what was done with pictures of another size
 * @param background what shows through transparent pictures
 */
public record Preprocessing(ImageFit fit, Background background) {

  /** Name of the fit in a model's metadata. */
  public static final String FIT = "pnas.fit";

  /** Name of the background in a model's metadata. */
  public static final String BACKGROUND = "pnas.background";

  /** Name of the human-readable description in a model's metadata. */
  public static final String WORDS = "pnas.preprocessing";

  /** The default for models whose metadata do not mention pictures: cropped, on white. */
  static final Preprocessing USUAL = new Preprocessing(ImageFit.CROP, Background.WHITE);

  /**
   * Finds out how a model's training images were made.
   *
   * @param source the provenance of the images
   * @return what the source was set to; cropped and on white if it did not read pictures
   */
  static Preprocessing of(Provenance source) {
    if (!(source instanceof ImageSourceProvenance images)) {
      return USUAL;
    }
    Map<String, Provenance> settings = images.getConfiguredParameters();
    if (settings.containsKey("source")) {
      return of(settings.get("source"));
    }
    return settings.get("fit") instanceof PrimitiveProvenance<?> fit
            && settings.get("background") instanceof PrimitiveProvenance<?> background
        ? new Preprocessing(
            ImageFit.valueOf(fit.getValue().toString()),
            Background.parse(background.getValue().toString()))
        : USUAL;
  }

  /** Reads the metadata of a model; those of earlier releases do not mention pictures. */
  static Preprocessing of(Map<String, String> metadata) {
    String fit = metadata.getOrDefault(FIT, text(USUAL.fit));
    String background = metadata.getOrDefault(BACKGROUND, USUAL.background.toString());
    try {
      return new Preprocessing(ImageFit.parse(fit), Background.parse(background));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "the model's metadata say "
              + FIT
              + "="
              + fit
              + " and "
              + BACKGROUND
              + "="
              + background
              + "; allowed are exact, stretch and crop, and colors as #ffffff",
          e);
    }
  }

  /** Adds to a model's metadata what other programs need to know. */
  void addTo(Map<String, String> metadata, ImageFormat format) {
    metadata.put(FIT, text(fit));
    metadata.put(BACKGROUND, background.toString());
    metadata.put(WORDS, describe(format));
  }

  private static String text(ImageFit fit) {
    return fit.text();
  }

  /**
   * Describes how to make images for the model.
   *
   * @param format the images that the model takes
   * @return a few sentences
   */
  public String describe(ImageFormat format) {
    String fitted =
        switch (fit) {
          case EXACT -> "Pictures had this size: %s.";
          case STRETCH -> "Scale pictures to %s, height and width each.";
          case CROP ->
              "Cut equal margins off until height and width are in proportion, then scale to %s.";
        };
    return String.format(
        Locale.ROOT,
        "Turn upright as EXIF says. "
            + fitted
            + " Lay what is transparent on %s. %s Values from 0 (black) to %s (white), as they are:"
            + " the graph normalizes them. Input: [batch, %d], channel after channel, row after"
            + " row.",
        format.height() + "x" + format.width(),
        background,
        format.channels() == 1
            ? "Gray by ITU-R 601-2 luma."
            : format.channels() == 3 ? "RGB." : format.channels() + " channels.",
        BigDecimal.valueOf(format.maximum()).stripTrailingZeros().toPlainString(),
        format.pixels());
  }

  /**
   * Returns what pictures of any size are made into.
   *
   * @param format the images that the model takes
   * @return the conversion; where the training had pictures of one size, margins are cut off others
   */
  public Conversion conversion(ImageFormat format) {
    return new Conversion(format, fit == ImageFit.EXACT ? ImageFit.CROP : fit, background);
  }
}
