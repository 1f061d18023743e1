package io.github.tribuopnas;

import ai.djl.Device;
import io.github.tribuopnas.cost.TrainingClock;
import io.github.tribuopnas.execution.ExecutionOptions;
import io.github.tribuopnas.image.ImageSplit;
import io.github.tribuopnas.network.NetworkSpec;
import io.github.tribuopnas.search.SearchResult;
import io.github.tribuopnas.search.trial.Objective;
import io.github.tribuopnas.search.trial.Trial;
import io.github.tribuopnas.space.Cell;
import io.github.tribuopnas.training.FinalOptions;
import io.github.tribuopnas.training.Recipe;
import io.github.tribuopnas.training.RecipeField;
import io.github.tribuopnas.training.TrainingOptions;
import io.github.tribuopnas.training.augment.Augmentation;
import io.github.tribuopnas.training.augment.Flip;
import io.github.tribuopnas.training.augment.MirrorTest;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Plans what is trained after a search.
 *
 * @param training the networks and their recipe
 * @param finals which of them
 * @param execution how many at once
 * @param run the invocation that trains them
 * @param split the images to train on and those left out; empty if none are left out
 * @param folds in how many parts images are crossed where none are left out; 0 for none
 * @param planning decides how long; empty if the options do
 * @param messages takes lines about what was decided
 */
record FinalPhase(
    TrainingOptions training,
    FinalOptions finals,
    ExecutionOptions execution,
    TrainerRun run,
    Optional<ImageSplit> split,
    int folds,
    Optional<Planning> planning,
    Consumer<String> messages) {

  /**
   * Chooses the networks and how long each is trained.
   *
   * @param winner the winner of the search
   * @param result the search
   * @param objectives what it optimized
   * @param gpus decides how many devices share a network
   * @return the plan
   * @throws InterruptedException if the thread was interrupted while speeds were measured
   */
  FinalPlan plan(
      Trial<Cell> winner, SearchResult<Cell> result, List<Objective> objectives, FinalGpus gpus)
      throws InterruptedException {
    List<Finalist> finalists =
        new Finalists(training, finals, recipe(), run).of(winner, result.trials(), objectives);
    int threads = threads(finalists.get(0), gpus);
    FinalPlan plan =
        new FinalPlan(
            finalists,
            finals.ensemble(),
            finals.views(),
            split.map(parts -> parts.validation().size()).orElse(0),
            folds,
            execution.finalNetworksAtOnce(gpus.areThere(), threads),
            threads);
    if (folds == 0 && plan.trained() < finalists.size()) {
      messages.accept(
          String.format(
              Locale.ROOT,
              "final training: %d of %d finalists, since no images are left out to compare them;"
                  + " --final-validation 0.1 leaves some out",
              plan.trained(),
              finalists.size()));
    }
    if (planning.isEmpty()) {
      return plan;
    }
    FinalPlan planned = finals.finalists() > finals.ensemble() ? plan : plan.withoutAnotherRound();
    Map<String, Integer> epochs = planning.get().finalEpochs(result, planned, learned());
    return planned.withEpochs(finalist -> epochs.get(finalist.network().cell().toString()));
  }

  /** What is left out takes no time. */
  private int learned() {
    return split.map(parts -> parts.training().size()).orElse(run.images().size());
  }

  /**
   * Returns for how many epochs networks are trained.
   *
   * @param plan what is to be trained
   * @return the courses, which a time limit decides while networks are trained
   */
  Courses courses(FinalPlan plan) {
    return planning.map(limited -> limited.courses(plan, learned())).orElse(Courses.PLANNED);
  }

  /** Returns for how many epochs networks were trained, to train others like them. */
  Courses decidedCourses() {
    return planning.map(Planning::decided).orElse(Courses.PLANNED);
  }

  private int threads(Finalist first, FinalGpus gpus) throws InterruptedException {
    if (!gpus.areThere()) {
      return finals.threads();
    }
    int number =
        gpus.number(finals.gpus(), (devices, together) -> seconds(first, devices, together));
    if (gpus.places().size() > 1) {
      messages.accept(number + " of " + gpus.places().size() + " GPUs train a final network");
    }
    return number;
  }

  /** A network that cannot be trained so, for want of memory, takes for ever. */
  private double seconds(Finalist finalist, List<Device> devices, int together)
      throws InterruptedException {
    TrainingClock clock =
        new TrainingClock(run.images(), finalist.recipe(), devices, 1, together, System::nanoTime);
    try {
      return clock.step(finalist.network()).wall();
    } catch (IllegalStateException e) {
      messages.accept("on " + together + " GPUs no step can be timed: " + e.getMessage());
      return Double.POSITIVE_INFINITY;
    }
  }

  /** Returns the network in which a cell is delivered. */
  NetworkSpec network(Cell cell) {
    return finals.network(training.network(cell, run.shape(), run.classes()));
  }

  /** Returns the phase of a member of the front whose network alone becomes a model. */
  FinalPhase ofOne() {
    FinalOptions one = finals.withFinalists(0).withEnsemble(1).withContenders(List.of());
    return new FinalPhase(training, one, execution, run, split, folds, planning, messages);
  }

  private Recipe recipe() {
    Recipe usual = training.winnerRecipe(run.side());
    Recipe recipe = isCalibrated() ? usual : withoutSmoothing(usual);
    return training.overridesFinal(RecipeField.AUGMENTATIONS) || !mirrors()
        ? recipe
        : withFlip(recipe);
  }

  /** What smoothing takes from probabilities, only a fitted temperature gives back. */
  private boolean isCalibrated() {
    return training.overridesFinal(RecipeField.LABEL_SMOOTHING) || split.isPresent() || folds > 0;
  }

  private static Recipe withoutSmoothing(Recipe recipe) {
    return recipe.toBuilder().optLabelSmoothing(0).build();
  }

  private static Recipe withFlip(Recipe recipe) {
    List<Augmentation> augmentations = new ArrayList<>(recipe.augmentations());
    augmentations.add(new Flip());
    return recipe.toBuilder().optAugmentations(augmentations).build();
  }

  private boolean mirrors() {
    return switch (finals.flip()) {
      case ON -> true;
      case OFF -> false;
      case AUTO -> mirrorTest();
    };
  }

  private boolean mirrorTest() {
    ImageSplit ofSearch = run.split(training.validationFraction(), "split");
    MirrorTest test = MirrorTest.of(ofSearch, run.seed("mirror"));
    messages.accept(
        String.format(
            Locale.ROOT,
            "flip: of %d images the nearest training image names %d right, of their mirror images"
                + " %d, so that final training %s images; --flip on or off decides otherwise",
            test.images(),
            test.right(),
            test.mirrored(),
            test.allows() ? "mirrors" : "does not mirror"));
    return test.allows();
  }

  /** Returns the images to train on and those left out; empty if none are left out. */
  static Optional<ImageSplit> split(TrainerRun run, FinalOptions finals) {
    double fraction = finals.validationFraction(run.images().size());
    return run.validation().isPresent() || fraction > 0
        ? Optional.of(run.split(fraction, "final split"))
        : Optional.empty();
  }

  /** Returns in how many parts images are crossed to compare and calibrate networks; 0 for none. */
  static int folds(TrainerRun run, FinalOptions finals) {
    return run.validation().isPresent() ? 0 : finals.folds(run.images().size());
  }
}
