package io.github.tribuopnas;

import ai.djl.Device;
import io.github.tribuopnas.execution.ExecutionOptions;
import io.github.tribuopnas.image.ImageSplit;
import io.github.tribuopnas.search.SearchResult;
import io.github.tribuopnas.search.trial.Objective;
import io.github.tribuopnas.search.trial.Trial;
import io.github.tribuopnas.space.Cell;
import io.github.tribuopnas.training.FinalOptions;
import io.github.tribuopnas.training.TrainingOptions;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Plans what is trained after a search.
 *
 * @param training the networks and their recipe
 * @param finals which of them
 * @param execution how many at once
 * @param run the invocation that trains them
 * @param planning decides how long; empty if the options do
 */
record FinalPhase(
    TrainingOptions training,
    FinalOptions finals,
    ExecutionOptions execution,
    TrainerRun run,
    Optional<Planning> planning) {

  /**
   * Chooses the networks and how long each is trained.
   *
   * @param winner the winner of the search
   * @param result the search
   * @param objectives what it optimized
   * @param place where networks are trained
   * @return the plan
   * @throws InterruptedException if the thread was interrupted while speeds were measured
   */
  FinalPlan plan(
      Trial<Cell> winner, SearchResult<Cell> result, List<Objective> objectives, Device place)
      throws InterruptedException {
    int side = Math.min(run.shape().height(), run.shape().width());
    List<Finalist> finalists =
        new Finalists(training, finals, training.winnerRecipe(side), run)
            .of(winner, result.trials(), objectives);
    FinalPlan plan =
        new FinalPlan(
            finalists,
            finals.ensemble(),
            split(run, finals).map(split -> split.validation().size()).orElse(0),
            execution.finalNetworksAtOnce(place.isGpu(), finals.threads()),
            finals.threads());
    if (planning.isEmpty()) {
      return plan;
    }
    Map<String, Integer> epochs =
        planning.get().finalEpochs(result, finalists.stream().map(Finalist::network).toList());
    return plan.withEpochs(
        finalist -> {
          Integer alone = epochs.get(finalist.network().cell().toString());
          return alone == null ? finalist.recipe().epochs() : alone / plan.turns();
        });
  }

  /** Returns the images to train on and those left out; empty if none are left out. */
  static Optional<ImageSplit> split(TrainerRun run, FinalOptions finals) {
    double fraction = finals.validationFraction(run.images().size());
    return run.validation().isPresent() || fraction > 0
        ? Optional.of(run.split(fraction, "final split"))
        : Optional.empty();
  }
}
