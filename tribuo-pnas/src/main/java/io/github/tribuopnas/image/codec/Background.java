package io.github.tribuopnas.image.codec;

import io.github.tribuopnas.base.Registry;
import java.util.Locale;

/**
 * The color that a picture is laid on, which shows where it is transparent.
 *
 * @param red from 0 to 255
 * @param green from 0 to 255
 * @param blue from 0 to 255
 */
public record Background(int red, int green, int blue) {

  /** White, as of paper and of most pages. */
  public static final Background WHITE = new Background(255, 255, 255);

  private static final int OPAQUE = 255;

  private static final Registry<Background> NAMES =
      Registry.<Background>of("background")
          .with("white", numbers -> WHITE)
          .with("black", numbers -> new Background(0, 0, 0))
          .with(
              "#rrggbb",
              numbers -> {
                throw new IllegalArgumentException(
                    "#rrggbb stands for red, green and blue from 00 to ff, such as #ff8000");
              });

  /**
   * Checks the range.
   *
   * @param red from 0 to 255
   * @param green from 0 to 255
   * @param blue from 0 to 255
   * @throws IllegalArgumentException if one is outside
   */
  public Background {
    if (((red | green | blue) & ~OPAQUE) != 0) {
      throw new IllegalArgumentException(
          "the background is " + red + "," + green + "," + blue + "; each must be from 0 to 255");
    }
  }

  /**
   * Reads a color.
   *
   * @param text {@code white}, {@code black}, or six hexadecimal digits as in {@code #ff8000}
   * @return the color
   * @throws IllegalArgumentException if the text is of another form
   */
  public static Background parse(String text) {
    if (!text.matches("#[0-9a-fA-F]{6}")) {
      return NAMES.parse(text.toLowerCase(Locale.ROOT));
    }
    int rgb = Integer.parseInt(text.substring(1), 16);
    return new Background(rgb >> 16, rgb >> 8 & OPAQUE, rgb & OPAQUE);
  }

  /** Returns what is seen of a color laid on this one, as RGB with 8 bits each. */
  int under(int argb) {
    int alpha = argb >>> 24;
    return mixed(argb >> 16 & OPAQUE, red, alpha) << 16
        | mixed(argb >> 8 & OPAQUE, green, alpha) << 8
        | mixed(argb & OPAQUE, blue, alpha);
  }

  private static int mixed(int above, int below, int alpha) {
    return (above * alpha + below * (OPAQUE - alpha) + OPAQUE / 2) / OPAQUE;
  }

  @Override
  public String toString() {
    return String.format(Locale.ROOT, "#%02x%02x%02x", red, green, blue);
  }
}
