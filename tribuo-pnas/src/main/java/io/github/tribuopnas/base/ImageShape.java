package io.github.tribuopnas.base;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The size of one image or of one image's features.
 *
 * @param height rows, at least 1
 * @param width columns, at least 1
 * @param channels channels, at least 1
 */
public record ImageShape(int height, int width, int channels) {

  private static final Pattern TEXT = Pattern.compile("(\\d{1,5})x(\\d{1,5})x(\\d{1,5})");

  /**
   * Checks that all three are positive.
   *
   * @param height rows, at least 1
   * @param width columns, at least 1
   * @param channels channels, at least 1
   */
  public ImageShape {
    if (height < 1 || width < 1 || channels < 1) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "an image of %dx%dx%d (height x width x channels) has no pixels; each must be at"
                  + " least 1",
              height,
              width,
              channels));
    }
  }

  /**
   * Reads the text form, {@code 32x32x3}.
   *
   * @param text height, width and channels joined by {@code x}
   * @return the shape
   * @throws IllegalArgumentException if the text has another form
   */
  public static ImageShape parse(String text) {
    Matcher matcher = TEXT.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "image size '"
              + text
              + "' is not of the form HEIGHTxWIDTHxCHANNELS; write it as 32x32x3 (3 channels are"
              + " RGB, 1 is gray)");
    }
    return new ImageShape(
        Integer.parseInt(matcher.group(1)),
        Integer.parseInt(matcher.group(2)),
        Integer.parseInt(matcher.group(3)));
  }

  /**
   * Returns the shorter side.
   *
   * @return the smaller one of height and width
   */
  public int side() {
    return Math.min(height, width);
  }

  /**
   * Returns the shape with another number of channels.
   *
   * @param newChannels channels, at least 1
   * @return a shape of the same height and width
   */
  public ImageShape withChannels(int newChannels) {
    return new ImageShape(height, width, newChannels);
  }

  /**
   * Returns the shape after a stride with padding that keeps the size at stride 1.
   *
   * @param stride rows and columns per step, at least 1
   * @return height and width divided by the stride and rounded up
   */
  public ImageShape strided(int stride) {
    return new ImageShape((height + stride - 1) / stride, (width + stride - 1) / stride, channels);
  }

  /**
   * Tells whether another shape has the same height and width.
   *
   * @param other the other shape
   * @return true if only the channels may differ
   */
  public boolean sameSize(ImageShape other) {
    return height == other.height && width == other.width;
  }

  /**
   * Returns how many numbers one image has.
   *
   * @return height x width x channels
   */
  public long pixels() {
    return (long) height * width * channels;
  }

  @Override
  public String toString() {
    return height + "x" + width + "x" + channels;
  }
}
