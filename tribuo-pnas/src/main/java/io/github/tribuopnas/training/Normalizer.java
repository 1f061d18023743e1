package io.github.tribuopnas.training;

import io.github.tribuopnas.data.PackedImages;

/**
 * Brings each channel to mean 0 and standard deviation 1 over a training set.
 *
 * @param mean mean of each channel
 * @param inverseDeviation one over the standard deviation of each channel
 */
public record Normalizer(float[] mean, float[] inverseDeviation) {

  /**
   * Measures a training set.
   *
   * @param images the images
   * @return their normaliser
   */
  public static Normalizer of(PackedImages images) {
    double[] means = images.channelMeans();
    double[] deviations = images.channelDeviations();
    float[] mean = new float[means.length];
    float[] inverse = new float[means.length];
    for (int channel = 0; channel < mean.length; channel++) {
      mean[channel] = (float) means[channel];
      inverse[channel] = (float) (1 / deviations[channel]);
    }
    return new Normalizer(mean, inverse);
  }
}
