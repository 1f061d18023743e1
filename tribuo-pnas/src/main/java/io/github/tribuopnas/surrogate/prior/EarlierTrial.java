package io.github.tribuopnas.surrogate.prior;

import io.github.tribuopnas.space.Cell;
import java.util.Objects;

/**
 * A cell that was trained on other images.
 *
 * @param source the name of the images or of the run; what has another cannot be compared
 * @param cell the cell
 * @param accuracy on validation images, 0 to 1
 * @param loss the mean cross-entropy on them, at least 0
 */
public record EarlierTrial(String source, Cell cell, double accuracy, double loss) {

  /**
   * Checks the components.
   *
   * @param source the name of the images or of the run; what has another cannot be compared
   * @param cell the cell
   * @param accuracy on validation images, 0 to 1
   * @param loss the mean cross-entropy on them, at least 0
   * @throws IllegalArgumentException if accuracy or loss is outside its range
   */
  public EarlierTrial {
    Objects.requireNonNull(source, "source");
    Objects.requireNonNull(cell, "cell");
    if (!(accuracy >= 0 && accuracy <= 1 && loss >= 0 && loss < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "accuracy "
              + accuracy
              + " and loss "
              + loss
              + " of "
              + cell
              + "; allowed are 0 to 1, and finite numbers from 0");
    }
  }
}
