package io.github.tribuopnas;

import io.github.tribuopnas.evaluation.Evaluation;
import io.github.tribuopnas.image.PackedImages;
import io.github.tribuopnas.search.OverLimit;
import io.github.tribuopnas.search.TrialStore;
import io.github.tribuopnas.search.trial.Trial;
import io.github.tribuopnas.space.Cell;
import io.github.tribuopnas.training.BalanceTest;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/**
 * The result of a search: its models, the trials, and the trained networks themselves, with which
 * the exported ones are compared. Closing it frees the networks and the run directory, not the
 * models.
 *
 * @param winners the winner and, if more were asked for, other members of the front; at least one
 * @param trials all trials in the order of the search
 * @param overLimits those that would have won, but broke a limit when they were measured again, in
 *     the order in which that was found
 * @param foresight for each level, the rank correlation between the predictions made before the
 *     first trial and the trials; empty if there were none
 * @param earlyEnd why the search ended before it had tried all that it was set to; empty if it did
 *     not
 * @param balance why final training weighs unbalanced classes or does not; empty if that was not
 *     tested
 * @param crossed how networks like the winner's label images that they have not seen; empty if no
 *     crossed validation was asked for
 * @param store where the trials are kept; nobody else can continue the run before it is closed
 */
public record SearchOutcome(
    List<FrontModel> winners,
    List<Trial<Cell>> trials,
    List<OverLimit> overLimits,
    SortedMap<Integer, Double> foresight,
    Optional<String> earlyEnd,
    Optional<BalanceTest> balance,
    Optional<Evaluation> crossed,
    TrialStore<Cell> store)
    implements AutoCloseable {

  /**
   * Copies the lists.
   *
   * @param winners the winner and, if more were asked for, other members of the front; at least one
   * @param trials all trials in the order of the search
   * @param overLimits those that would have won, but broke a limit when they were measured again,
   *     in the order in which that was found
   * @param foresight for each level, the rank correlation between the predictions made before the
   *     first trial and the trials; empty if there were none
   * @param earlyEnd why the search ended before it had tried all that it was set to; empty if it
   *     did not
   * @param balance why final training weighs unbalanced classes or does not; empty if that was not
   *     tested
   * @param crossed how networks like the winner's label images that they have not seen; empty if no
   *     crossed validation was asked for
   * @param store where the trials are kept; nobody else can continue the run before it is closed
   */
  public SearchOutcome {
    winners = List.copyOf(winners);
    trials = List.copyOf(trials);
    overLimits = List.copyOf(overLimits);
  }

  /**
   * Returns the winner.
   *
   * @return its model on ONNX Runtime
   */
  public PNASModel model() {
    return winners.get(0).model();
  }

  /**
   * Returns the winning trial.
   *
   * @return the trial
   */
  public Trial<Cell> winner() {
    return winners.get(0).trial();
  }

  /**
   * Returns how the winner was trained.
   *
   * @return the result of its final training, including the networks of the model
   */
  public FinalResult finals() {
    return winners.get(0).finals();
  }

  /**
   * Returns the largest difference between the probabilities of the engine that trained the
   * winner's network and of ONNX Runtime.
   *
   * @param images images of the network's size
   * @param count how many of them, from the first, at most
   * @return the largest absolute difference of a probability
   */
  public double parity(PackedImages images, int count) {
    return winners.get(0).parity(images, count);
  }

  @Override
  public void close() {
    try (store) {
      winners.forEach(winner -> winner.finals().ensemble().close());
    }
  }
}
