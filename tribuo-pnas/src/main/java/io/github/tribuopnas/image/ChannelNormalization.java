package io.github.tribuopnas.image;

/**
 * Shifts and scales every channel: {@code (value - mean) / deviation}.
 *
 * <p>Immutable. Means and deviations are in units of raw pixel values.
 */
public final class ChannelNormalization {

  /** A deviation below this fraction of the mean is rounding error, not signal. */
  private static final double CONSTANT = 1e-6;

  private final double[] means;
  private final double[] deviations;
  private final float[] byteTable;

  private ChannelNormalization(double[] means, double[] deviations) {
    this.means = means;
    this.deviations = deviations;
    this.byteTable = new float[means.length * BytePixels.LEVELS];
    for (int i = 0; i < byteTable.length; i++) {
      byteTable[i] = apply(i / BytePixels.LEVELS, i % BytePixels.LEVELS);
    }
  }

  /**
   * Returns the normalization that gives every channel of the images mean 0 and deviation 1, that
   * of the population. A channel that is constant is left as it is but for its mean.
   *
   * @param images the images to measure
   * @return the normalization
   * @throws IllegalStateException if there is no image
   */
  public static ChannelNormalization of(PackedImages images) {
    double[][] moments = images.moments();
    double[] means = moments[0];
    double[] deviations = moments[1];
    for (int c = 0; c < means.length; c++) {
      if (deviations[c] <= CONSTANT * Math.abs(means[c])) {
        deviations[c] = 1;
      }
    }
    return new ChannelNormalization(means, deviations);
  }

  /**
   * Returns a normalization with given numbers.
   *
   * @param means the mean of each channel, finite
   * @param deviations the standard deviation of each channel, above 0
   * @return the normalization
   * @throws IllegalArgumentException if the arrays differ in length or hold other numbers
   */
  public static ChannelNormalization of(double[] means, double[] deviations) {
    if (means.length != deviations.length || means.length == 0) {
      throw new IllegalArgumentException(
          "every channel needs a mean and a deviation, but there are "
              + means.length
              + " means and "
              + deviations.length
              + " deviations");
    }
    for (int c = 0; c < means.length; c++) {
      if (!Double.isFinite(means[c]) || !(deviations[c] > 0) || Double.isInfinite(deviations[c])) {
        throw new IllegalArgumentException(
            "channel "
                + c
                + " has mean "
                + means[c]
                + " and deviation "
                + deviations[c]
                + "; the mean must be finite, the deviation finite and above 0");
      }
    }
    return new ChannelNormalization(means.clone(), deviations.clone());
  }

  /**
   * Returns the number of channels.
   *
   * @return at least 1
   */
  public int channels() {
    return means.length;
  }

  /**
   * Returns the means.
   *
   * @return a copy, one for each channel
   */
  public double[] means() {
    return means.clone();
  }

  /**
   * Returns the standard deviations.
   *
   * @return a copy, one for each channel, each above 0
   */
  public double[] deviations() {
    return deviations.clone();
  }

  /**
   * Normalizes one value.
   *
   * @param channel the channel, from 0
   * @param value the raw value
   * @return the normalized value
   */
  public float apply(int channel, float value) {
    return (float) ((value - means[channel]) / deviations[channel]);
  }

  /** Returns the normalized values of all bytes, channel by channel. Not to be changed. */
  float[] byteTable() {
    return byteTable;
  }
}
