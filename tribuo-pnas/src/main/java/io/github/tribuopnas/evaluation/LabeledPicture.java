package io.github.tribuopnas.evaluation;

import java.util.Objects;
import java.util.regex.Pattern;

/**
 * An image with its label and the one that a classifier gave it.
 *
 * @param actual its label
 * @param predicted the label that it was given
 * @param probability the probability of the label given, 0 to 1
 * @param png the image as a PNG file in Base64
 */
public record LabeledPicture(String actual, String predicted, double probability, String png) {

  private static final Pattern BASE64 = Pattern.compile("[A-Za-z0-9+/]+={0,2}");

  /**
   * Checks the parts.
   *
   * @param actual its label
   * @param predicted the label that it was given
   * @param probability the probability of the label given, 0 to 1
   * @param png the image as a PNG file in Base64
   * @throws IllegalArgumentException if the image is no Base64
   */
  public LabeledPicture {
    Objects.requireNonNull(actual, "actual");
    Objects.requireNonNull(predicted, "predicted");
    if (!BASE64.matcher(png).matches()) {
      throw new IllegalArgumentException("the picture is no Base64; give a PNG file");
    }
  }
}
