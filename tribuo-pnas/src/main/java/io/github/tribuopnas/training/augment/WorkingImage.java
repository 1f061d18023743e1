package io.github.tribuopnas.training.augment;

import io.github.tribuopnas.image.ChannelNormalization;
import java.nio.FloatBuffer;
import java.util.Arrays;

/**
 * The one image that augmentations work on, reused for every image of a run. Values are normalized,
 * in the order {@code [height, width, channels]}: 0 is the mean of a channel over the training set.
 */
public final class WorkingImage implements Canvas {

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
      black[i] = normalization.apply(i % channels, 0);
    }
  }

  @Override
  public int height() {
    return height;
  }

  @Override
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

  @Override
  public void move(int down, int right) {
    int row = width * channels;
    int shift = Math.min(Math.abs(right) * channels, row);
    for (int target = 0; target < height; target++) {
      int source = target + down;
      if (source < 0 || source >= height) {
        System.arraycopy(black, 0, spare, target * row, row);
      } else if (right >= 0) {
        System.arraycopy(values, source * row + shift, spare, target * row, row - shift);
        System.arraycopy(black, 0, spare, target * row + row - shift, shift);
      } else {
        System.arraycopy(black, 0, spare, target * row, shift);
        System.arraycopy(values, source * row, spare, target * row + shift, row - shift);
      }
    }
    swap();
  }

  @Override
  public void mirror() {
    for (int row = 0; row < height; row++) {
      for (int column = 0; column < width / 2; column++) {
        int left = (row * width + column) * channels;
        int right = (row * width + width - 1 - column) * channels;
        for (int channel = 0; channel < channels; channel++) {
          float swapped = values[left + channel];
          values[left + channel] = values[right + channel];
          values[right + channel] = swapped;
        }
      }
    }
  }

  @Override
  public void gray(int top, int bottom, int left, int right) {
    for (int row = top; row < bottom; row++) {
      int start = row * width;
      Arrays.fill(values, (start + left) * channels, (start + right) * channels, 0);
    }
  }

  FloatBuffer target() {
    return FloatBuffer.wrap(values);
  }
}
