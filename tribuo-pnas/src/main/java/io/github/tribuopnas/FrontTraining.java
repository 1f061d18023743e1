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
   * Models of a front.
   *
   * @param models that of the winner, then those of other members; the models and their networks to
   *     be closed by the caller
   * @param crossing what calibrated the winner's networks; empty if images were left out for that
   */
  record Trained(List<FrontModel> models, Optional<CrossedFinals> crossing) {}

  /**
   * Trains.
   *
   * @param succession says who wins, and takes what is measured
   * @return the models
   * @throws InterruptedException if the thread was interrupted; what was trained is freed
   */
  Trained train(Succession succession) throws InterruptedException {
    int wanted = phase.finals().winners();
    List<FrontModel> trained = new ArrayList<>();
    try {
      Made winner = winner(succession);
      trained.add(winner.model());
      for (Trial<Cell> member : wanted > 1 ? succession.others() : List.<Trial<Cell>>of()) {
        if (trained.size() < wanted && succession.isWithin(member, before(member))) {
          nextModel(succession, trained.size() + 1);
          FrontModel model = made(phase.ofOne(), member).model();
          trained.add(model);
          if (!succession.isWithin(member, model.measured())) {
            close(trained.remove(trained.size() - 1));
          }
        }
      }
      return new Trained(List.copyOf(trained), winner.crossing());
    } catch (InterruptedException | RuntimeException | Error e) {
      trained.forEach(FrontTraining::close);
      throw e;
    }
  }

  private Made winner(Succession succession) throws InterruptedException {
    while (true) {
      if (succession.stays(before(succession.winner()))) {
        nextModel(succession, 1);
        Made made = made(phase, succession.winner());
        if (phase.planning().isPresent()) {
          // There is no time left to train another.
          succession.keep(made.model().measured());
          return made;
        }
        if (succession.stays(made.model().measured())) {
          return made;
        }
        close(made.model());
      }
    }
  }

  private void nextModel(Succession succession, int number) {
    int models = Math.min(phase.finals().winners(), 1 + succession.others().size());
    phase.planning().ifPresent(planning -> planning.nextModel(number, models));
  }

  /** Time and size of a network are the same before its training, which is spared by this. */
  private Map<String, Double> before(Trial<Cell> trial) {
    return served.isLimited() ? served.measured(phase.network(trial.architecture())) : Map.of();
  }

  /** A model, and what calibrated its networks. */
  private record Made(FrontModel model, Optional<CrossedFinals> crossing) {}

  private Made made(FinalPhase planned, Trial<Cell> winner) throws InterruptedException {
    FinalPlan plan = withinLimits(planned.plan(winner, result, objectives, gpus()));
    Optional<CrossedFinals> crossing =
        plan.folds() == 0
            ? Optional.empty()
            : Optional.of(new CrossedFinals(plan, phase, places, searchRun));
    FinalResult trained =
        crossing.isPresent() ? crossing.get().train(listener) : heldOutTrained(plan);
    return new Made(model(winner, plan, trained), crossing);
  }

  private FrontModel model(Trial<Cell> winner, FinalPlan plan, FinalResult trained) {
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

  private FinalResult heldOutTrained(FinalPlan plan) throws InterruptedException {
    listener.finalTrainingStarted(plan);
    return FinalTraining.of(
            plan, phase.run(), phase.split(), places, searchRun, phase.courses(plan), listener)
        .train();
  }

  /**
   * Tests the winner by crossed validation, if the run asks for it.
   *
   * @param trained what was trained; closed if the test fails
   * @return how networks like the winner's label images that they have not seen
   * @throws InterruptedException if the thread was interrupted; what was trained is freed
   */
  Optional<Evaluation> crossed(Trained trained) throws InterruptedException {
    if (searchRun.folds() == 0) {
      return Optional.empty();
    }
    FrontModel winner = trained.models().get(0);
    FinalPlan same = winner.plan().only(winner.finals()::isMember);
    CrossedTest.Repetition repetition =
        trained
            .crossing()
            .<CrossedTest.Repetition>map(
                crossing -> crossing.testing(same.withFolds(searchRun.folds()))::model)
            .orElse((number, part) -> again(same, part));
    try {
      return Optional.of(
          new CrossedTest(phase.run(), searchRun.folds(), searchRun.messages())
              .evaluate(repetition));
    } catch (InterruptedException | RuntimeException | Error e) {
      trained.models().forEach(FrontTraining::close);
      throw e;
    }
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
