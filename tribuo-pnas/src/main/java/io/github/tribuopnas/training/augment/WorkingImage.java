package io.github.tribuopnas.training.augment;

import io.github.tribuopnas.image.ChannelNormalization;
import java.nio.FloatBuffer;

/**
 * The one image that augmentations work on, reused for every image of a run. Values are normalized,
 * in the order {@code [height, width, channels]}: 0 is the mean of a channel over the training set.
 */
public final class WorkingImage {

  private final int height;
  private final int width;
  private final int channels;
  private final float[] black;
  private float[] values;
  private float[] spare;

  /**
   * Makes a place for images of one size.
   *
   * @param height in pixels, at least 1
   * @param width in pixels, at least 1
   * @param channels at least 1, as many as the normalization's
   * @param normalization says what black is
   */
  public WorkingImage(int height, int width, int channels, ChannelNormalization normalization) {
    this.height = height;
    this.width = width;
    this.channels = channels;
    values = new float[height * width * channels];
    spare = new float[values.length];
    black = new float[width * channels];
    for (int i = 0; i < black.length; i++) {
      int channel = i % channels;
      black[i] = (float) (-normalization.means()[channel] / normalization.deviations()[channel]);
    }
  }

  /**
   * Returns the height.
   *
   * @return in pixels
   */
  public int height() {
    return height;
  }

  /**
   * Returns the width.
   *
   * @return in pixels
   */
  public int width() {
    return width;
  }

  /**
   * Returns the number of channels.
   *
   * @return at least 1
   */
  public int channels() {
    return channels;
  }

  /**
   * Returns the image.
   *
   * @return its values, to be changed in place
   */
  public float[] values() {
    return values;
  }

  /**
   * Returns a second array of the same length, to build a changed image in.
   *
   * @return values without meaning
   */
  public float[] spare() {
    return spare;
  }

  /** Makes the array of {@link #spare} the image. */
  public void swap() {
    float[] swapped = values;
    values = spare;
    spare = swapped;
  }

  /**
   * Returns a row of black pixels.
   *
   * @return width x channels values, not to be changed
   */
  public float[] black() {
    return black;
  }

  FloatBuffer target() {
    return FloatBuffer.wrap(values);
  }
}
