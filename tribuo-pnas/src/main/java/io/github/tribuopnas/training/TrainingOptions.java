package io.github.tribuopnas.training;

import com.oracle.labs.mlrg.olcut.config.Config;
import io.github.tribuopnas.base.ImageShape;
import io.github.tribuopnas.network.Layout;
import io.github.tribuopnas.network.NetworkOptions;
import io.github.tribuopnas.network.NetworkSpec;
import io.github.tribuopnas.network.Setting;
import io.github.tribuopnas.network.Stem;
import io.github.tribuopnas.options.OptionGroup;
import io.github.tribuopnas.options.Range;
import io.github.tribuopnas.space.Cell;
import io.github.tribuopnas.space.Concatenation;
import io.github.tribuopnas.training.augment.Augmentation;
import io.github.tribuopnas.training.augment.Crop;
import io.github.tribuopnas.training.engine.Precision;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Help.Visibility;
import picocli.CommandLine.Option;

/** The networks of a search and how its candidates and its winner are trained. */
public final class TrainingOptions extends OptionGroup<TrainingOptions> {

  private static final String EPOCHS = "Epochs of a candidate.";
  private static final String FINAL_EPOCHS = "Epochs of the winner.";
  private static final String FILTERS = "Channels of a block in the first group.";
  private static final String REPEATS = "Cells in each of three groups.";
  private static final String LEARNING_RATE = "Learning rate of the first step.";
  private static final String VALIDATION =
      "Fraction of the training images on which accuracies are measured in the search.";
  private static final String BALANCE =
      "How training balances classes of different sizes: auto, none, weights in the loss, sampling"
          + " of each class equally often, or logit-adjustment. auto uses the last if a class has"
          + " five times the images of another; for final networks, unless the balanced accuracy on"
          + " validation images is better without.";
  private static final String OVERRIDES =
      "Override a field of the recipe of candidates and winner, such as"
          + " optimizer=adamw(0.9,0.999,1e-8) or augmentations=crop(4)+flip. pnas train --help"
          + " lists the fields.";
  private static final String FINAL_OVERRIDES =
      "Override a field of the winner's recipe alone, such as drop-path=0.4.";

  /** The paper cuts 32x32 images from 40x40, a padding of an eighth of the side. */
  private static final int SIDE_OVER_PADDING = 8;

  /** Final networks see fewer epochs than the paper's, so that half of its padding is better. */
  private static final int FINAL_SIDE_OVER_PADDING = 16;

  /** The side of images that have a padding, to check overrides by. */
  private static final int USUAL_SIDE = 32;

  /** The image size that sizes of networks are checked with. */
  private static final Cell ANY = Cell.parse("p:identity+pp:identity");

  private static final ImageShape USUAL_IMAGE = new ImageShape(USUAL_SIDE, USUAL_SIDE, 1);
  private static final int STEM_MULTIPLIER = 1;

  @Config(description = EPOCHS)
  @Option(names = "--epochs", paramLabel = "N", description = EPOCHS)
  @Range(from = 1, to = 100_000)
  private int epochs = RecipeBuilder.EPOCHS;

  @Config(description = FINAL_EPOCHS)
  @Option(names = "--final-epochs", paramLabel = "N", description = FINAL_EPOCHS)
  @Range(from = 1, to = 100_000)
  private int finalEpochs = 20;

  @Config(description = FILTERS)
  @Option(names = "--filters", paramLabel = "F", description = FILTERS)
  @Range(from = 2, to = NetworkSpec.MAX_FILTERS)
  private int filters = 8;

  @Config(description = REPEATS)
  @Option(names = "--repeats", paramLabel = "N", description = REPEATS)
  @Range(from = 1, to = NetworkSpec.MAX_REPEATS)
  private int repeats = 1;

  @Config(description = NetworkOptions.CONCATENATION)
  @Option(names = "--concat", paramLabel = "BLOCKS", description = NetworkOptions.CONCATENATION)
  private String concatenation = Concatenation.ALL.text();

  @Config(description = NetworkOptions.STEM_STRIDE)
  @Option(names = "--stem-stride", paramLabel = "N", description = NetworkOptions.STEM_STRIDE)
  private int stemStride = 1;

  @Config(description = NetworkOptions.LAYOUT)
  @Option(names = "--layout", paramLabel = "LAYOUT", description = NetworkOptions.LAYOUT)
  private String layout = Layout.PAPER.text();

  @Config(description = RecipeOptions.BATCH)
  @Option(names = "--batch", paramLabel = "N", description = RecipeOptions.BATCH)
  @Range(from = 2, to = 1_000_000)
  private int batchSize = RecipeBuilder.BATCH_SIZE;

  @Config(description = LEARNING_RATE)
  @Option(names = "--learning-rate", paramLabel = "RATE", description = LEARNING_RATE)
  @Range(above = 0)
  private double learningRate = RecipeBuilder.LEARNING_RATE;

  @Config(description = VALIDATION)
  @Option(names = "--validation", paramLabel = "FRACTION", description = VALIDATION)
  @Range(above = 0, below = 1)
  private double validationFraction = 0.2;

  @Config(description = BALANCE)
  @Option(names = "--balance", paramLabel = "NAME", description = BALANCE)
  private String balance = ClassBalance.AUTO.text();

  @Config(description = RecipeOptions.PRECISION)
  @Option(names = "--precision", paramLabel = "NAME", description = RecipeOptions.PRECISION)
  private String precision = Precision.AUTO.text();

  @Config(description = OVERRIDES)
  @Option(
      names = "--override",
      paramLabel = "FIELD=VALUE",
      showDefaultValue = Visibility.NEVER,
      description = OVERRIDES)
  private Map<String, String> overrides = new LinkedHashMap<>();

  @Config(description = FINAL_OVERRIDES)
  @Option(
      names = "--final-override",
      paramLabel = "FIELD=VALUE",
      showDefaultValue = Visibility.NEVER,
      description = FINAL_OVERRIDES)
  private Map<String, String> finalOverrides = new LinkedHashMap<>();

  /** Starts from the defaults. */
  public TrainingOptions() {}

  /**
   * Returns these options with another length of the candidates' training.
   *
   * @param number epochs, at least 1
   * @return the changed copy
   */
  public TrainingOptions withEpochs(int number) {
    return with(copy -> copy.epochs = number);
  }

  /**
   * Returns these options with another length of the winner's training.
   *
   * @param number epochs, at least 1
   * @return the changed copy
   */
  public TrainingOptions withFinalEpochs(int number) {
    return with(copy -> copy.finalEpochs = number);
  }

  /**
   * Returns these options with other filters.
   *
   * @param number F, channels of a block in the first group, at least 2
   * @return the changed copy
   */
  public TrainingOptions withFilters(int number) {
    return with(copy -> copy.filters = number);
  }

  /**
   * Returns these options with other repeats.
   *
   * @param number N, cells in each of the three groups, at least 1
   * @return the changed copy
   */
  public TrainingOptions withRepeats(int number) {
    return with(copy -> copy.repeats = number);
  }

  /**
   * Returns these options with another output of cells.
   *
   * @param joined all blocks, or those that no other block reads
   * @return the changed copy
   */
  public TrainingOptions withConcatenation(Concatenation joined) {
    return with(copy -> copy.concatenation = joined.text());
  }

  /**
   * Returns these options with another stride of the stem.
   *
   * @param number 1, 2 or 4, see {@link Stem}
   * @return the changed copy
   */
  public TrainingOptions withStemStride(int number) {
    return with(copy -> copy.stemStride = number);
  }

  /**
   * Returns these options with another layout.
   *
   * @param newLayout how cells read their inputs
   * @return the changed copy
   */
  public TrainingOptions withLayout(Layout newLayout) {
    return with(copy -> copy.layout = newLayout.text());
  }

  /**
   * Returns these options with another batch size.
   *
   * @param number images in a training step, at least 2
   * @return the changed copy
   */
  public TrainingOptions withBatchSize(int number) {
    return with(copy -> copy.batchSize = number);
  }

  /**
   * Returns these options with another learning rate.
   *
   * @param rate that of the first step, above 0
   * @return the changed copy
   */
  public TrainingOptions withLearningRate(double rate) {
    return with(copy -> copy.learningRate = rate);
  }

  /**
   * Returns these options with another fraction of images to measure on.
   *
   * @param fraction of the training images, above 0 and below 1
   * @return the changed copy
   */
  public TrainingOptions withValidationFraction(double fraction) {
    return with(copy -> copy.validationFraction = fraction);
  }

  /**
   * Returns these options with another treatment of unbalanced classes.
   *
   * @param chosen what training does about classes with few images
   * @return the changed copy
   */
  public TrainingOptions withBalance(ClassBalance chosen) {
    return with(copy -> copy.balance = chosen.text());
  }

  /**
   * Returns these options with another precision.
   *
   * @param chosen in which numbers layers are computed
   * @return the changed copy
   */
  public TrainingOptions withPrecision(Precision chosen) {
    return with(copy -> copy.precision = chosen.text());
  }

  /**
   * Overrides a field of the recipe that candidates and winner are trained with.
   *
   * @param field its name as {@link Recipe#fields} has it; not the epochs, which are not the same
   *     for both
   * @param value its text form
   * @return the changed copy
   */
  public TrainingOptions withOverride(String field, String value) {
    return with(copy -> copy.overrides = RecipeOptions.more(copy.overrides, field, value));
  }

  /**
   * Overrides a field of the recipe that the winner is trained with, and no other network.
   *
   * @param field its name as {@link Recipe#fields} has it
   * @param value its text form
   * @return the changed copy
   */
  public TrainingOptions withFinalOverride(String field, String value) {
    return with(
        copy -> copy.finalOverrides = RecipeOptions.more(copy.finalOverrides, field, value));
  }

  @Override
  protected void check() {
    check("network", () -> network(ANY, USUAL_IMAGE, 2));
    check("balance", () -> ClassBalance.parse(balance));
    check("precision", () -> Precision.parse(precision));
    check("overrides", () -> candidateRecipe(USUAL_SIDE));
    check("finalOverrides", () -> winnerRecipe(USUAL_SIDE));
  }

  /**
   * Returns how long candidates are trained.
   *
   * @return epochs
   */
  public int epochs() {
    return epochs;
  }

  /**
   * Returns how long the winner is trained, unless its overrides say otherwise.
   *
   * @return epochs
   */
  public int finalEpochs() {
    return finalEpochs;
  }

  /**
   * Returns which part of the training images accuracies are measured on.
   *
   * @return a fraction above 0 and below 1
   */
  public double validationFraction() {
    return validationFraction;
  }

  /**
   * Returns the network in which a cell is compared with others.
   *
   * @param cell the cell
   * @param image the size of the images
   * @param classes how many there are, at least 2
   * @return the network
   */
  public NetworkSpec network(Cell cell, ImageShape image, int classes) {
    return Setting.PROXY
        .of(cell)
        .optConcatenation(Concatenation.parse(concatenation))
        .optRepeats(repeats)
        .optFilters(filters)
        .optStemMultiplier(STEM_MULTIPLIER)
        .optStemStride(stemStride)
        .optLayout(Layout.parse(layout))
        .optImage(image)
        .optClasses(classes)
        .build();
  }

  /**
   * Returns the candidates' recipe.
   *
   * @param side the shorter side of the images, an eighth of which is the padding of crops
   * @return the recipe
   * @throws IllegalArgumentException if a field does not exist or its value is wrong
   */
  public Recipe candidateRecipe(int side) {
    if (overrides.containsKey(RecipeField.EPOCHS.text())) {
      throw new IllegalArgumentException(
          "the epochs of candidates and winner are not one: set them by their own names");
    }
    return Recipe.builder()
        .optEpochs(epochs)
        .optBatchSize(batchSize)
        .optLearningRate(learningRate)
        .optAugmentations(crops(side, SIDE_OVER_PADDING))
        .optBalance(ClassBalance.parse(balance))
        .optPrecision(Precision.parse(precision))
        .setAll(overrides)
        .build();
  }

  /** By a pixel at least; images of fewer than eight are not cropped. */
  private static List<Augmentation> crops(int side, int sideOverPadding) {
    return side < SIDE_OVER_PADDING
        ? List.of()
        : List.of(new Crop(Math.max(1, side / sideOverPadding)));
  }

  /**
   * Returns the winner's recipe: one cycle, with what was overridden.
   *
   * @param side the shorter side of the images, a sixteenth of which is the padding of crops, but a
   *     pixel at least
   * @return the recipe
   * @throws IllegalArgumentException if a field does not exist or its value is wrong
   */
  public Recipe winnerRecipe(int side) {
    Recipe candidate = candidateRecipe(side).withEpochs(finalEpochs);
    RecipeBuilder oneCycle =
        overridesFinal(RecipeField.OPTIMIZER)
            ? OneCycle.withOwnOptimizer(candidate)
            : OneCycle.of(candidate);
    oneCycle.optAugmentations(crops(side, FINAL_SIDE_OVER_PADDING));
    int all = oneCycle.setAll(overrides).setAll(finalOverrides).build().epochs();
    return oneCycle
        .optWarmUpEpochs(OneCycle.warmUp(all))
        .optMixup(OneCycle.mixup(all))
        .setAll(overrides)
        .setAll(finalOverrides)
        .build();
  }

  /**
   * Returns whether a field of the winner's recipe was overridden.
   *
   * @param field the field
   * @return whether its value is the user's
   */
  public boolean overridesFinal(RecipeField field) {
    return overrides.containsKey(field.text()) || finalOverrides.containsKey(field.text());
  }
}
