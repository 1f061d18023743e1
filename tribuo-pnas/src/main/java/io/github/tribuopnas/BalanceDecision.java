package io.github.tribuopnas;

import ai.djl.Device;
import io.github.tribuopnas.base.Seeds;
import io.github.tribuopnas.image.Folds;
import io.github.tribuopnas.image.ImageSplit;
import io.github.tribuopnas.network.NetworkSpec;
import io.github.tribuopnas.network.Views;
import io.github.tribuopnas.search.trial.Metrics;
import io.github.tribuopnas.search.trial.Objective;
import io.github.tribuopnas.space.Cell;
import io.github.tribuopnas.training.BalanceTest;
import io.github.tribuopnas.training.ClassBalance;
import io.github.tribuopnas.training.Recipe;
import io.github.tribuopnas.training.RecipeField;
import io.github.tribuopnas.training.TrainingOptions;
import io.github.tribuopnas.training.calibration.LabeledLogits;
import io.github.tribuopnas.training.engine.EngineThreads;
import io.github.tribuopnas.training.loop.CheckpointFile;
import io.github.tribuopnas.training.loop.NetworkTraining;
import io.github.tribuopnas.training.trained.TrainedNetwork;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Decides whether final training weighs unbalanced classes, if the options leave it open: the
 * winner of the search is trained in the size of candidates with and without weights, and the
 * images that neither saw tell. What is decided depends on the images, the cell, the options and
 * the seed alone.
 *
 * @param training the networks and their recipes
 * @param run the invocation
 * @param folds in how many parts few images are crossed; 0 to take the validation images
 * @param place where networks are trained
 * @param atOnce how many are trained at once, at least 1
 * @param searchRun where an interrupted training is kept, and who is told
 */
record BalanceDecision(
    TrainingOptions training,
    TrainerRun run,
    int folds,
    Device place,
    int atOnce,
    SearchRun searchRun) {

  /** Longer than this the differences that matter do not take to show. */
  private static final double MOST_STEPS = 1_000;

  private static final int LEAST_EPOCHS = 12;

  /**
   * What was decided.
   *
   * @param training the options with the decision
   * @param test what it rests on; empty if nothing was tested
   */
  record Decided(TrainingOptions training, Optional<BalanceTest> test) {}

  /** Decides, by a test if one is needed and possible. */
  Decided decide(Cell winner, Objective sought) throws InterruptedException {
    int[] counts = run.images().classCounts();
    boolean isOpen = training.winnerRecipe(run.side()).balance() == ClassBalance.AUTO;
    if (!isOpen || ClassBalance.AUTO.decided(counts) == ClassBalance.NONE) {
      return new Decided(training, Optional.empty());
    }
    if (sought.metric().equals(Metrics.LOSS)) {
      searchRun
          .messages()
          .accept("balance: none, since logit adjustment raises the loss over all images");
      return new Decided(with(ClassBalance.NONE), Optional.empty());
    }
    List<ImageSplit> splits = splits();
    int[] judged = new int[counts.length];
    splits.forEach(
        split -> Arrays.setAll(judged, c -> judged[c] + split.validation().classCounts()[c]));
    if (!BalanceTest.isPossible(judged)) {
      return byRatio("too few images of a class to compare");
    }
    List<ParallelTasks.Task<LabeledLogits>> tasks =
        Stream.of(ClassBalance.NONE, ClassBalance.LOGIT_ADJUSTMENT)
            .flatMap(balance -> tasks(winner, balance, splits))
            .toList();
    List<LabeledLogits> logits = new ArrayList<>();
    for (ParallelTasks.Answer<LabeledLogits> answer :
        new ParallelTasks(atOnce).run(tasks, one -> {})) {
      if (answer.value().isEmpty()) {
        return byRatio(answer.reason());
      }
      logits.add(answer.value().get());
    }
    BalanceTest test =
        BalanceTest.of(
            LabeledLogits.joined(logits.subList(0, splits.size())),
            LabeledLogits.joined(logits.subList(splits.size(), logits.size())));
    searchRun.messages().accept("balance: " + test.text() + " (--balance decides otherwise)");
    return new Decided(with(test.chosen()), Optional.of(test));
  }

  private Decided byRatio(String why) {
    searchRun
        .messages()
        .accept("balance: logit-adjustment, by the sizes of the classes alone (" + why + ")");
    return new Decided(training, Optional.empty());
  }

  private TrainingOptions with(ClassBalance balance) {
    return training.withFinalOverride(RecipeField.BALANCE.text(), balance.text());
  }

  private List<ImageSplit> splits() {
    return folds == 0
        ? List.of(run.split(training.validationFraction(), "split"))
        : Folds.of(run.images(), folds, run.seed("balance folds"));
  }

  private Stream<ParallelTasks.Task<LabeledLogits>> tasks(
      Cell winner, ClassBalance balance, List<ImageSplit> splits) {
    NetworkSpec network = training.network(winner, run.shape(), run.classes());
    return IntStream.range(0, splits.size())
        .mapToObj(part -> () -> logits(network, balance, splits.get(part), part));
  }

  private LabeledLogits logits(
      NetworkSpec network, ClassBalance balance, ImageSplit split, int part)
      throws InterruptedException {
    Recipe candidate = training.candidateRecipe(run.side());
    Recipe recipe =
        candidate.toBuilder()
            .optBalance(balance)
            .optEpochs(epochs(candidate, split.training().size()))
            .build();
    NetworkTraining.Builder builder =
        NetworkTraining.builder().setNetwork(network).setRecipe(recipe).optDevice(place);
    checkpoint(balance.text() + "-" + part)
        .ifPresent(file -> builder.optCheckpoints(file, recipe.epochs()));
    long seed = Seeds.derive(run.seed("balance"), "part " + part);
    try (EngineThreads threads = EngineThreads.one();
        TrainedNetwork trained = builder.build().train(split.training(), seed)) {
      return trained.logits(split.validation(), Views.PLAIN);
    }
  }

  /** A search that goes on does not train again what was trained to its end. */
  private Optional<CheckpointFile> checkpoint(String name) {
    return searchRun
        .madeFinals()
        .map(directory -> new CheckpointFile(directory.resolve(name + ".balance")));
  }

  private static int epochs(Recipe recipe, int images) {
    int most = (int) Math.max(1, MOST_STEPS / recipe.stepsPerEpoch(images));
    return Math.min(most, Math.max(LEAST_EPOCHS, recipe.epochs()));
  }
}
