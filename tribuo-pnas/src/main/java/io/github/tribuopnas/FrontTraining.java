package io.github.tribuopnas;

import ai.djl.Device;
import io.github.tribuopnas.evaluation.Evaluation;
import io.github.tribuopnas.image.ImageSplit;
import io.github.tribuopnas.objective.ServedObjectives;
import io.github.tribuopnas.search.Front;
import io.github.tribuopnas.search.SearchResult;
import io.github.tribuopnas.search.trial.Objective;
import io.github.tribuopnas.search.trial.Trial;
import io.github.tribuopnas.space.Cell;
import io.github.tribuopnas.training.trained.TrainedEnsemble;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Trains the winner of a search and further members of its front. What has a limit is measured
 * again before its network is trained, and when it is exported.
 *
 * @param phase plans final training
 * @param served what is measured of models
 * @param result the search
 * @param objectives what it optimized, the most important first
 * @param places where networks are trained: a device, or several that may share a network
 * @param searchRun where checkpoints are kept
 * @param listener watches
 */
record FrontTraining(
    FinalPhase phase,
    ServedObjectives served,
    SearchResult<Cell> result,
    List<Objective> objectives,
    List<Device> places,
    SearchRun searchRun,
    PNASListener listener) {

  /**
   * Trains.
   *
   * @param succession says who wins, and takes what is measured
   * @return the winner's model, then those of other members of the front; the models and their
   *     networks to be closed by the caller
   * @throws InterruptedException if the thread was interrupted; what was trained is freed
   */
  List<FrontModel> train(Succession succession) throws InterruptedException {
    int wanted = phase.finals().winners();
    List<FrontModel> trained = new ArrayList<>();
    try {
      trained.add(winner(succession));
      for (Trial<Cell> member : wanted > 1 ? succession.others() : List.<Trial<Cell>>of()) {
        if (trained.size() < wanted && succession.isWithin(member, before(member))) {
          FrontModel model = model(phase.ofOne(), member);
          trained.add(model);
          if (!succession.isWithin(member, model.measured())) {
            close(trained.remove(trained.size() - 1));
          }
        }
      }
      return List.copyOf(trained);
    } catch (InterruptedException | RuntimeException | Error e) {
      trained.forEach(FrontTraining::close);
      throw e;
    }
  }

  private FrontModel winner(Succession succession) throws InterruptedException {
    while (true) {
      if (succession.stays(before(succession.winner()))) {
        FrontModel model = model(phase, succession.winner());
        if (phase.planning().isPresent()) {
          // There is no time left to train another.
          succession.keep(model.measured());
          return model;
        }
        if (succession.stays(model.measured())) {
          return model;
        }
        close(model);
      }
    }
  }

  /** Time and size of a network are the same before its training, which is spared by this. */
  private Map<String, Double> before(Trial<Cell> trial) {
    return served.isLimited() ? served.measured(phase.network(trial.architecture())) : Map.of();
  }

  private FrontModel model(FinalPhase planned, Trial<Cell> winner) throws InterruptedException {
    FinalPlan plan = withinLimits(planned.plan(winner, result, objectives, gpus()));
    FinalResult trained = trained(plan);
    listener.finalTrainingEnded(trained);
    TrainerRun run = phase.run();
    return TrainerRun.holding(
        trained.ensemble(),
        () -> {
          PNASModel model =
              run.model(
                  trained.ensemble(),
                  SearchProvenance.of(result.trials(), run.seed(), run.images()));
          return new FrontModel(
              winner,
              model,
              plan,
              trained,
              served.measured(
                  model.onnx(),
                  model.format().pixels(),
                  trained.ensemble().parameters(),
                  trained.ensemble().multAdds()));
        });
  }

  private FinalResult trained(FinalPlan plan) throws InterruptedException {
    if (plan.folds() > 0) {
      return new CrossedFinals(plan, phase, places, searchRun).train(listener);
    }
    listener.finalTrainingStarted(plan);
    return FinalTraining.of(
            plan, phase.run(), phase.split(), places, searchRun, phase.courses(plan), listener)
        .train();
  }

  /**
   * Tests the winner by crossed validation, if the run asks for it.
   *
   * @param winners what was trained, the winner first; closed if the test fails
   * @return how networks like the winner's label images that they have not seen
   * @throws InterruptedException if the thread was interrupted; what was trained is freed
   */
  Optional<Evaluation> crossed(List<FrontModel> winners) throws InterruptedException {
    if (searchRun.folds() == 0) {
      return Optional.empty();
    }
    FrontModel winner = winners.get(0);
    FinalPlan same = winner.plan().only(winner.finals()::isMember);
    try {
      return Optional.of(
          new CrossedTest(phase.run(), searchRun.folds(), searchRun.messages())
              .evaluate(
                  same.folds() > 0
                      ? new CrossedFinals(
                              same.withFolds(searchRun.folds()), phase, places, untold())
                          ::model
                      : (number, part) -> again(same, part)));
    } catch (InterruptedException | RuntimeException | Error e) {
      winners.forEach(FrontTraining::close);
      throw e;
    }
  }

  /** What is tested was trained and told before. */
  private SearchRun untold() {
    return searchRun.telling(message -> {});
  }

  private PNASModel again(FinalPlan plan, TrainerRun part) throws InterruptedException {
    Optional<ImageSplit> split =
        part.hasPairs() ? FinalPhase.split(part, phase.finals()) : Optional.empty();
    FinalResult trained =
        FinalTraining.of(
                plan,
                part,
                split,
                places,
                SearchRun.IN_MEMORY,
                phase.decidedCourses(),
                PNASListener.NONE)
            .train();
    try (TrainedEnsemble ensemble = trained.ensemble()) {
      return part.model(ensemble, Map.of());
    }
  }

  private FinalGpus gpus() {
    return new FinalGpus(places, searchRun.finals());
  }

  /**
   * A contender made by hand has to keep the limits too. It has no place on a front, so that
   * without limits there is none: that it is more accurate says nothing.
   */
  private FinalPlan withinLimits(FinalPlan plan) {
    return Front.tradedOff(objectives).size() == 1
        ? plan
        : plan.only(
            finalist ->
                finalist.isOfSearch()
                    || served.isLimited() && isWithin(served.measured(finalist.network())));
  }

  private boolean isWithin(Map<String, Double> measured) {
    return objectives.stream().allMatch(objective -> objective.broken(measured).isEmpty());
  }

  private static void close(FrontModel model) {
    model.model().close();
    model.finals().ensemble().close();
  }
}
