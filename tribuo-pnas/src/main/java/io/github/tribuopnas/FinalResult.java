package io.github.tribuopnas;

import io.github.tribuopnas.network.Views;
import io.github.tribuopnas.training.trained.TrainedEnsemble;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What final training gave.
 *
 * @param ensemble the networks of the model, to be closed by the caller
 * @param standings how each finalist did that was trained, in the order of the plan
 * @param heldOut images that none of them was trained on; 0 for none
 * @param folds in how many parts the images were crossed, for each of which networks like these
 *     were trained without it; 0 for none
 */
public record FinalResult(
    TrainedEnsemble ensemble, List<Standing> standings, int heldOut, int folds) {

  /**
   * How a finalist did.
   *
   * @param finalist the finalist
   * @param epochs how many epochs it was trained for
   * @param accuracy its accuracy on the images held out after its last epoch, or that of crossed
   *     validation, 0 to 1; empty if there were neither
   * @param loss its cross-entropy there at the temperature; empty likewise
   * @param views what it is shown of an image
   * @param temperature what its logits are divided by; 1 if nothing was measured
   * @param weight what it counts in the model, 0 to 1
   * @param failure why it could not be trained; empty if it could
   */
  public record Standing(
      Finalist finalist,
      int epochs,
      OptionalDouble accuracy,
      OptionalDouble loss,
      Views views,
      double temperature,
      double weight,
      Optional<String> failure) {

    static Standing unmeasured(Finalist finalist, int epochs, Views views, double weight) {
      return new Standing(
          finalist,
          epochs,
          OptionalDouble.empty(),
          OptionalDouble.empty(),
          views,
          1,
          weight,
          Optional.empty());
    }

    static Standing failed(Finalist finalist, String reason) {
      return new Standing(
          finalist,
          0,
          OptionalDouble.empty(),
          OptionalDouble.empty(),
          Views.PLAIN,
          1,
          0,
          Optional.of(reason));
    }
  }

  /**
   * Copies the list.
   *
   * @param ensemble the networks of the model, to be closed by the caller
   * @param standings how each finalist did that was trained, in the order of the plan
   * @param heldOut images that none of them was trained on; 0 for none
   * @param folds in how many parts the images were crossed, for each of which networks like these
   *     were trained without it; 0 for none
   */
  public FinalResult {
    standings = List.copyOf(standings);
  }

  /** Returns the finalists of the networks of the model, in the order of the plan. */
  List<Finalist> members() {
    return standings.stream()
        .filter(standing -> standing.weight() > 0)
        .map(Standing::finalist)
        .toList();
  }

  /** Returns whether a finalist is one of the networks of the model. */
  boolean isMember(Finalist finalist) {
    return members().contains(finalist);
  }

  /**
   * Returns the finalist that counts most.
   *
   * @return how it did
   */
  public Standing first() {
    Standing first = standings.get(0);
    for (Standing standing : standings) {
      if (standing.weight() > first.weight()) {
        first = standing;
      }
    }
    return first;
  }
}
