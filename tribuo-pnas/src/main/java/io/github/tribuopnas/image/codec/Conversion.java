package io.github.tribuopnas.image.codec;

import io.github.tribuopnas.image.ImageFormat;
import java.util.Objects;

/**
 * What a picture is made into.
 *
 * @param format the size wanted; one channel gives the luma, three give RGB
 * @param fit what to do if the picture is of another size
 * @param background what shows through where it is transparent
 */
public record Conversion(ImageFormat format, ImageFit fit, Background background) {

  /**
   * Checks that all are stated.
   *
   * @param format the size wanted
   * @param fit what to do if the picture is of another size
   * @param background what shows through
   */
  public Conversion {
    Objects.requireNonNull(format, "format");
    Objects.requireNonNull(fit, "fit");
    Objects.requireNonNull(background, "background");
  }
}
