package io.github.tribuopnas.report;

import java.util.Objects;
import java.util.regex.Pattern;

/**
 * An image that the winner labeled wrongly.
 *
 * @param actual its label
 * @param predicted the label that the winner gave it
 * @param probability the probability that the winner gave to that label, 0 to 1
 * @param png the image as a PNG file in Base64
 */
public record Mistake(String actual, String predicted, double probability, String png) {

  private static final Pattern BASE64 = Pattern.compile("[A-Za-z0-9+/]+={0,2}");

  /**
   * Checks the parts.
   *
   * @param actual its label
   * @param predicted the label that the winner gave it
   * @param probability the probability that the winner gave to that label, 0 to 1
   * @param png the image as a PNG file in Base64
   * @throws IllegalArgumentException if the image is no Base64
   */
  public Mistake {
    Objects.requireNonNull(actual, "actual");
    Objects.requireNonNull(predicted, "predicted");
    if (!BASE64.matcher(png).matches()) {
      throw new IllegalArgumentException("the image of a mistake is no Base64; give a PNG file");
    }
  }
}
