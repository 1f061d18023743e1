package io.github.tribuopnas;

import ai.djl.Device;
import io.github.tribuopnas.base.Counted;
import io.github.tribuopnas.base.Seeds;
import io.github.tribuopnas.image.ImageSplit;
import io.github.tribuopnas.network.Views;
import io.github.tribuopnas.training.calibration.LabeledLogits;
import io.github.tribuopnas.training.trained.TrainedEnsemble;
import io.github.tribuopnas.training.trained.TrainedNetwork;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Compares and calibrates final networks where images are too few to leave some out: for each part
 * of the images, networks like them are trained without it, and label it. So every image is judged
 * once by a network that has not seen it, and the networks of the model learn from all.
 *
 * <p>If there are more finalists than the model takes, they are compared by trainings of a quarter
 * of the epochs, each at its own temperature; those with the least cross-entropy are trained fully,
 * for each part and then on all images. Temperatures, views and weights are fitted to what the
 * fully trained networks of all parts say.
 */
final class CrossedFinals {

  private final FinalPlan plan;
  private final FinalPhase phase;
  private final List<Device> places;
  private final SearchRun searchRun;
  private final List<ImageSplit> parts;
  private final Map<Finalist, FinalResult.Standing> standings = new HashMap<>();

  /** What each network says of each part that it has not seen, by each choice of views. */
  private final Map<Finalist, List<Map<Views, LabeledLogits>>> said = new LinkedHashMap<>();

  /**
   * Prepares.
   *
   * @param plan what is to be trained, with at least two folds
   * @param phase whose images and courses they are
   * @param places where networks are trained
   * @param searchRun where checkpoints are kept, and who is told
   */
  CrossedFinals(FinalPlan plan, FinalPhase phase, List<Device> places, SearchRun searchRun) {
    this.plan = plan;
    this.phase = phase;
    this.places = places;
    this.searchRun = searchRun;
    parts = CrossedTest.parts(phase.run(), plan.folds());
  }

  /**
   * Trains all that is planned.
   *
   * @param listener hears of the training on all images
   * @return the networks, to be closed by the caller
   * @throws IllegalStateException if no finalist could be trained
   */
  FinalResult train(PNASListener listener) throws InterruptedException {
    FinalPlan chosen = chosen();
    listener.finalTrainingStarted(chosen);
    FinalResult trained =
        FinalTraining.of(
                chosen,
                phase.run(),
                Optional.empty(),
                places,
                searchRun,
                phase.courses(chosen),
                listener)
            .train();
    try {
      trained.standings().forEach(one -> standings.put(one.finalist(), one));
      judge(trained.members());
      List<EnsembleFit.Trained> members = new ArrayList<>();
      for (int i = 0; i < trained.members().size(); i++) {
        Finalist finalist = trained.members().get(i);
        TrainedNetwork network = trained.ensemble().members().get(i).network();
        if (said.containsKey(finalist)) {
          members.add(new EnsembleFit.Trained(finalist, network, standing(finalist).epochs()));
        } else {
          network.close();
        }
      }
      TrainedEnsemble ensemble =
          new EnsembleFit(plan.views())
              .bySaid(members, one -> joined(said(one.finalist())), standings);
      return new FinalResult(
          ensemble,
          plan.finalists().stream().filter(standings::containsKey).map(this::standing).toList(),
          0,
          plan.folds());
    } catch (InterruptedException | RuntimeException | Error e) {
      trained.ensemble().close();
      throw e;
    }
  }

  /**
   * Returns what tests the model by crossed validation. Where the images are crossed in as many
   * parts, what networks say of them is known.
   *
   * @param tested the networks of the model, in how many parts images are crossed to test it
   * @return what makes the models of parts, which tells nothing
   */
  CrossedFinals testing(FinalPlan tested) {
    CrossedFinals test = new CrossedFinals(tested, phase, places, searchRun.telling(message -> {}));
    if (tested.folds() == plan.folds()) {
      test.said.putAll(said);
      test.said.keySet().retainAll(tested.finalists());
    }
    return test;
  }

  private FinalResult.Standing standing(Finalist finalist) {
    return Objects.requireNonNull(standings.get(finalist), "standing");
  }

  /**
   * Makes the model of a part, whose temperatures, views and weights do not depend on it.
   *
   * @param part the number of the part, from 0
   * @param learned the invocation with the images of the other parts
   * @return the model, to be closed by the caller
   */
  PNASModel model(int part, TrainerRun learned) throws InterruptedException {
    if (said.isEmpty()) {
      judge(plan.finalists());
    }
    List<EnsembleFit.Trained> members = new ArrayList<>();
    try {
      for (Finalist finalist : said.keySet()) {
        members.add(new EnsembleFit.Trained(finalist, network(finalist, part), epochs(finalist)));
      }
    } catch (InterruptedException | RuntimeException | Error e) {
      members.forEach(one -> one.network().close());
      throw e;
    }
    try (TrainedEnsemble ensemble =
        new EnsembleFit(plan.views())
            .bySaid(members, one -> joined(without(said(one.finalist()), part)), new HashMap<>())) {
      return learned.model(ensemble, Map.of());
    }
  }

  private int epochs(Finalist finalist) {
    return phase.decidedCourses().of(finalist).epochs();
  }

  private List<Map<Views, LabeledLogits>> said(Finalist finalist) {
    return said.getOrDefault(finalist, List.of());
  }

  /** Returns the plan with the finalists that the model takes. */
  private FinalPlan chosen() throws InterruptedException {
    tell(
        "final training: the images are too few to leave some out, so that networks are trained"
            + " again without each of %d parts of them, to %s (--final-validation 0 spares it)",
        plan.folds(), plan.isContested() ? "compare and to calibrate" : "calibrate");
    if (!plan.isContested()) {
      return plan;
    }
    FinalPlan quarter = plan.withEpochs(Finalist::rung);
    List<FinalResult.Standing> compared = new ArrayList<>();
    List<Answer> answers = answers(quarter.finalists());
    for (int i = 0; i < answers.size(); i++) {
      Finalist finalist = plan.finalists().get(i);
      Answer answer = answers.get(i);
      FinalResult.Standing standing =
          answer.failure().isPresent()
              ? FinalResult.Standing.failed(finalist, answer.failure().get())
              : FittedNetwork.of(finalist, joined(answer.said())).standing(finalist.rung(), 0);
      standings.put(finalist, standing);
      compared.add(standing);
    }
    List<Finalist> best =
        compared.stream()
            .filter(standing -> standing.loss().isPresent())
            .sorted(Comparator.comparingDouble(standing -> standing.loss().getAsDouble()))
            .limit(plan.members())
            .map(FinalResult.Standing::finalist)
            .toList();
    requireOne(best, answers);
    tell(
        "final training: with the lowest log loss, %s",
        best.stream()
                .map(finalist -> finalist.network().cell().toString())
                .collect(Collectors.joining(" and "))
            + (best.size() == 1 ? " goes on" : " go on"));
    return plan.only(best::contains);
  }

  /** Trains for each part, and keeps what is said of it. */
  private void judge(List<Finalist> finalists) throws InterruptedException {
    List<Answer> answers = answers(finalists);
    for (int i = 0; i < answers.size(); i++) {
      Finalist finalist = finalists.get(i);
      Answer answer = answers.get(i);
      answer
          .failure()
          .ifPresentOrElse(
              reason -> standings.put(finalist, FinalResult.Standing.failed(finalist, reason)),
              () -> said.put(finalist, answer.said()));
    }
    requireOne(said.keySet(), answers);
  }

  private static void requireOne(Iterable<Finalist> left, List<Answer> answers) {
    if (!left.iterator().hasNext()) {
      throw new IllegalStateException(
          "no final network could be trained: " + answers.get(0).failure().orElse(""));
    }
  }

  /** What networks like a finalist say of all parts, or why one could not be trained. */
  private record Answer(List<Map<Views, LabeledLogits>> said, Optional<String> failure) {}

  private List<Answer> answers(List<Finalist> finalists) throws InterruptedException {
    List<ParallelTasks.Task<Map<Views, LabeledLogits>>> tasks = new ArrayList<>();
    for (Finalist finalist : finalists) {
      for (int i = 0; i < parts.size(); i++) {
        int part = i;
        tasks.add(() -> ofPart(finalist, part));
      }
    }
    List<ParallelTasks.Answer<Map<Views, LabeledLogits>>> all =
        new ParallelTasks(plan.atOnce()).run(tasks, one -> {});
    List<Answer> answers = new ArrayList<>();
    for (int first = 0; first < all.size(); first += parts.size()) {
      List<ParallelTasks.Answer<Map<Views, LabeledLogits>>> own =
          all.subList(first, first + parts.size());
      Answer answer =
          new Answer(
              own.stream().flatMap(one -> one.value().stream()).toList(),
              own.stream()
                  .filter(one -> one.value().isEmpty())
                  .map(ParallelTasks.Answer::reason)
                  .findFirst());
      if (answer.failure().isEmpty()) {
        tell(finalists.get(answers.size()), answer);
      }
      answers.add(answer);
    }
    return answers;
  }

  private void tell(Finalist finalist, Answer answer) {
    FittedNetwork fitted = FittedNetwork.of(finalist, joined(answer.said()));
    tell(
        "final training: %s, %s without each of %d parts: %.4f of the images labeled correctly, log"
            + " loss %.4f",
        finalist.network().cell(),
        Counted.of(epochs(finalist), "epoch"),
        parts.size(),
        fitted.logits().accuracy(),
        fitted.loss());
  }

  private Map<Views, LabeledLogits> ofPart(Finalist finalist, int part)
      throws InterruptedException {
    try (TrainedNetwork network = network(finalist, part)) {
      return network.logits(parts.get(part).validation(), plan.views().of(finalist.recipe()));
    }
  }

  /** Trains without a part, or takes what was trained so before. */
  private TrainedNetwork network(Finalist finalist, int part) throws InterruptedException {
    Optional<Path> directory = searchRun.madeFinals();
    Finalist again =
        new Finalist(
            finalist.origin(),
            finalist.network(),
            finalist.recipe(),
            Seeds.derive(finalist.seed(), "without part " + part + " of " + parts.size()));
    return new FinalTraining(
            plan,
            parts.get(part).training(),
            Optional.empty(),
            places,
            directory,
            unknown -> phase.decidedCourses().of(finalist),
            PNASListener.NONE)
        .full(again, 0, directory);
  }

  private static List<Map<Views, LabeledLogits>> without(
      List<Map<Views, LabeledLogits>> all, int part) {
    return IntStream.range(0, all.size()).filter(i -> i != part).mapToObj(all::get).toList();
  }

  private static Map<Views, LabeledLogits> joined(List<Map<Views, LabeledLogits>> ofParts) {
    Map<Views, LabeledLogits> joined = new LinkedHashMap<>();
    ofParts
        .get(0)
        .keySet()
        .forEach(
            views ->
                joined.put(
                    views,
                    LabeledLogits.joined(
                        ofParts.stream()
                            .flatMap(of -> Optional.ofNullable(of.get(views)).stream())
                            .toList())));
    return joined;
  }

  private void tell(String format, Object... values) {
    searchRun.messages().accept(String.format(Locale.ROOT, format, values));
  }
}
