package io.github.tribuopnas;

import ai.djl.Device;
import io.github.tribuopnas.execution.CandidateContext;
import io.github.tribuopnas.execution.ExecutorSetup;
import io.github.tribuopnas.image.ImageSplit;
import io.github.tribuopnas.network.NetworkSpec;
import io.github.tribuopnas.search.Choice;
import io.github.tribuopnas.search.SearchResult;
import io.github.tribuopnas.search.strategy.LastRung;
import io.github.tribuopnas.search.strategy.StrategySetup;
import io.github.tribuopnas.search.strategy.economy.EconomicalSearch;
import io.github.tribuopnas.space.Cell;
import io.github.tribuopnas.training.engine.DeviceChoice;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.logging.Logger;

/**
 * An invocation of a trainer whose options are decided: the search for cells, then the training of
 * what wins.
 *
 * @param parts what it searches with
 * @param run the images, the seed and the provenance
 * @param choice where networks are trained
 * @param listener watches
 * @param searchRun where it is kept
 * @param planning keeps it within its time; empty if nothing does
 */
record SearchInvocation(
    SearchParts parts,
    TrainerRun run,
    DeviceChoice choice,
    PNASListener listener,
    SearchRun searchRun,
    Optional<Planning> planning) {

  private static final Logger logger = Logger.getLogger(PNASTrainer.class.getName());

  /**
   * Searches and trains.
   *
   * @return the outcome, to be closed by the caller; its models must be closed apart
   * @throws IllegalStateException if no candidate could be trained, or trials fail in a row
   */
  SearchOutcome search() throws InterruptedException {
    List<Device> places = choice.resolveAll(logger::info);
    CandidateSearch.Kept kept = candidates(places);
    try {
      listener.searchEnded(kept.result());
      SearchOutcome outcome = finish(kept, places);
      planning.ifPresent(Planning::trained);
      return outcome;
    } catch (InterruptedException | RuntimeException | Error e) {
      CandidateSearch.close(kept.store(), e);
      throw e;
    }
  }

  private CandidateSearch.Kept candidates(List<Device> places) throws InterruptedException {
    NetworkSpec network = network();
    ImageSplit images = run.split(parts.training().validationFraction(), "split");
    CandidateContext context =
        new CandidateContext(
            network,
            parts.training().candidateRecipe(run.side()).balanced(images.training().classCounts()),
            run.seed(),
            planning.map(made -> made.plan().equalTime()).orElse(null),
            parts.economy().lastRung().map(LastRung::folds).orElse(0));
    ExecutorSetup executor =
        new ExecutorSetup(context, images, parts.execution(), choice, searchRun.directory());
    StrategySetup<Cell> setup = parts.setup(run.seed(), network).withMessages(searchRun.messages());
    listener.searchStarted(
        new SearchPlan(
            setup.trainings(parts.strategies().trialsByLevel(setup)),
            executor.workers(),
            parts.training().epochs(),
            new FinalForecast(parts, run, searchRun.folds(), places.get(0).isGpu())
                .trainings(network),
            parts.execution().budget(),
            parts.objectives(),
            planning.map(Planning::secondsOfTraining).orElse(OptionalDouble.empty())));
    return new CandidateSearch(
            searchRun, executor, parts.executors(), parts.served(), parts.finals().network(network))
        .search(
            EconomicalSearch.of(parts.strategies().strategy(setup), setup),
            parts.objectives(),
            listener);
  }

  private NetworkSpec network() {
    return parts.network(run.shape(), run.classes());
  }

  private SearchOutcome finish(CandidateSearch.Kept kept, List<Device> places)
      throws InterruptedException {
    SearchResult<Cell> result = kept.result();
    if (Choice.of(result.trials(), parts.objectives()).isEmpty()) {
      throw new IllegalStateException(
          "no candidate could be trained: " + result.earlyEnd().orElse(""));
    }
    SortedMap<Integer, Double> foresight =
        StrategyParts.foresight(parts.setup(run.seed(), network()), result.trials());
    Succession succession = new Succession(result.trials(), parts.objectives());
    int folds = FinalPhase.folds(run, parts.finals());
    BalanceDecision.Decided balance =
        new BalanceDecision(
                parts.training(), run, folds, places.get(0), parts.workers(choice), searchRun)
            .decide(succession.winner().architecture(), parts.objectives().get(0));
    FinalPhase phase =
        new FinalPhase(
            balance.training(),
            parts.finals(),
            parts.execution(),
            run,
            FinalPhase.split(run, parts.finals()),
            folds,
            planning,
            searchRun.messages());
    FrontTraining last =
        new FrontTraining(
            phase, parts.served(), result, parts.objectives(), places, searchRun, listener);
    FrontTraining.Trained trained = last.train(succession);
    return new SearchOutcome(
        trained.models(),
        result.trials(),
        succession.overLimits(),
        foresight,
        result.earlyEnd(),
        balance.test(),
        last.crossed(trained),
        kept.store());
  }
}
