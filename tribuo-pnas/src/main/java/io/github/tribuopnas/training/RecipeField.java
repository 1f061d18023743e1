package io.github.tribuopnas.training;

import io.github.tribuopnas.base.Named;
import io.github.tribuopnas.base.Registry;
import io.github.tribuopnas.training.augment.Augmentation;
import io.github.tribuopnas.training.engine.Precision;
import io.github.tribuopnas.training.optimizer.Optimizer;
import io.github.tribuopnas.training.optimizer.Schedule;
import java.util.function.BiConsumer;
import java.util.function.Function;

/** The fields of a recipe by name, with their text forms. */
public enum RecipeField implements Named {
  /** Passes over the training images. */
  EPOCHS(recipe -> whole(recipe.epochs()), (builder, text) -> builder.optEpochs(whole(text))),
  /** Images in a training step. */
  BATCH(recipe -> whole(recipe.batchSize()), (builder, text) -> builder.optBatchSize(whole(text))),
  /** The full learning rate. */
  LEARNING_RATE(
      recipe -> number(recipe.learningRate()),
      (builder, text) -> builder.optLearningRate(number(text))),
  /** How weights follow their gradients. */
  OPTIMIZER(
      recipe -> recipe.optimizer().arguments().toString(),
      (builder, text) -> builder.optOptimizer(Optimizer.parse(text))),
  /** How the learning rate falls. */
  SCHEDULE(
      recipe -> recipe.schedule().arguments().toString(),
      (builder, text) -> builder.optSchedule(Schedule.parse(text))),
  /** Epochs in which the learning rate rises. */
  WARM_UP(
      recipe -> number(recipe.warmUpEpochs()),
      (builder, text) -> builder.optWarmUpEpochs(number(text))),
  /** Decay of the weights. */
  WEIGHT_DECAY(
      recipe -> number(recipe.weightDecay()),
      (builder, text) -> builder.optWeightDecay(number(text))),
  /** Whether normalizations and biases are spared from the decay. */
  SPARE_NORMS_AND_BIASES(
      recipe -> Boolean.toString(recipe.sparesNormsAndBiases()),
      (builder, text) -> builder.optSparesNormsAndBiases(truth(text))),
  /** Largest norm of a step's gradient; 0 for any. */
  CLIP_NORM(
      recipe -> number(recipe.clipNorm()), (builder, text) -> builder.optClipNorm(number(text))),
  /** Probability that labels give to all classes alike. */
  LABEL_SMOOTHING(
      recipe -> number(recipe.labelSmoothing()),
      (builder, text) -> builder.optLabelSmoothing(number(text))),
  /** How much images are mixed with one another; 0 for not at all. */
  MIXUP(recipe -> number(recipe.mixup()), (builder, text) -> builder.optMixup(number(text))),
  /** Weight of the auxiliary classifier's loss. */
  AUXILIARY_WEIGHT(
      recipe -> number(recipe.auxiliaryWeight()),
      (builder, text) -> builder.optAuxiliaryWeight(number(text))),
  /** Probability with which a path of the last cell is dropped. */
  DROP_PATH(
      recipe -> number(recipe.dropPath()), (builder, text) -> builder.optDropPath(number(text))),
  /** Probability with which a feature before the classifier is dropped. */
  DROPOUT(recipe -> number(recipe.dropout()), (builder, text) -> builder.optDropout(number(text))),
  /** Decay of the running average of weights; 0 for none. */
  AVERAGE_DECAY(
      recipe -> number(recipe.averageDecay()),
      (builder, text) -> builder.optAverageDecay(number(text))),
  /** How training images are varied. */
  AUGMENTATIONS(
      recipe -> Augmentation.text(recipe.augmentations()),
      (builder, text) -> builder.optAugmentations(Augmentation.parseAll(text))),
  /** Loss at which a training is given up. */
  DIVERGENCE_LIMIT(
      recipe -> number(recipe.divergenceLimit()),
      (builder, text) -> builder.optDivergenceLimit(number(text))),
  /** Whether a training that learns nothing fails. */
  REFUSE_CHANCE(
      recipe -> Boolean.toString(recipe.refusesChance()),
      (builder, text) -> builder.optRefusesChance(truth(text))),
  /** What is done about classes with few images. */
  BALANCE(
      recipe -> recipe.balance().text(),
      (builder, text) -> builder.optBalance(ClassBalance.parse(text))),
  /** In which numbers layers are computed. */
  PRECISION(
      recipe -> recipe.precision().text(),
      (builder, text) -> builder.optPrecision(Precision.parse(text)));

  private static final Registry<RecipeField> NAMES = Registry.of("recipe field", values());

  private final Function<Recipe, String> writer;
  private final BiConsumer<RecipeBuilder, String> reader;

  RecipeField(Function<Recipe, String> writer, BiConsumer<RecipeBuilder, String> reader) {
    this.writer = writer;
    this.reader = reader;
  }

  static RecipeField parse(String name) {
    return NAMES.parse(name);
  }

  String of(Recipe recipe) {
    return writer.apply(recipe);
  }

  void set(RecipeBuilder builder, String value) {
    try {
      reader.accept(builder, value.strip());
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(text() + "=" + value + ": " + e.getMessage(), e);
    }
  }

  private static String whole(int value) {
    return Integer.toString(value);
  }

  private static int whole(String text) {
    try {
      return Integer.parseInt(text);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("'" + text + "' is not a whole number", e);
    }
  }

  private static String number(double value) {
    return Double.toString(value);
  }

  private static double number(String text) {
    try {
      return Double.parseDouble(text);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("'" + text + "' is not a number", e);
    }
  }

  private static boolean truth(String text) {
    return switch (text) {
      case "true" -> true;
      case "false" -> false;
      default -> throw new IllegalArgumentException("'" + text + "' is neither true nor false");
    };
  }
}
