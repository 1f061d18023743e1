package io.github.tribuopnas.report;

import java.util.List;
import java.util.Objects;

/**
 * How the loss of a network fell while it was trained.
 *
 * @param name what was trained
 * @param losses the mean cross-entropy of each epoch, from the first
 */
public record Curve(String name, List<Double> losses) {

  /**
   * Copies the losses.
   *
   * @param name what was trained
   * @param losses the mean cross-entropy of each epoch, from the first
   */
  public Curve {
    Objects.requireNonNull(name, "name");
    losses = List.copyOf(losses);
  }
}
