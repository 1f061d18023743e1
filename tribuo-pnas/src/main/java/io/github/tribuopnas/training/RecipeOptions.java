package io.github.tribuopnas.training;

import com.oracle.labs.mlrg.olcut.config.Config;
import io.github.tribuopnas.network.Setting;
import io.github.tribuopnas.options.OptionGroup;
import io.github.tribuopnas.options.Range;
import io.github.tribuopnas.training.engine.Precision;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Help.Visibility;
import picocli.CommandLine.Option;

/** How the network of a known cell is trained. */
public final class RecipeOptions extends OptionGroup<RecipeOptions> {

  private static final String RECIPE =
      "search, cifar-final, imagenet-mobile-final or imagenet-large-final. By default that of the"
          + " setting.";
  private static final String EPOCHS = "Passes over the training images.";
  static final String BATCH = "Images in a training step.";
  private static final String LEARNING_RATE = "The full learning rate.";
  static final String PRECISION =
      "Number format in which layers are computed during training: float32, tf32 (GPUs"
          + " only) or bf16. Weights, sums, the loss and exported models stay in float32. auto is"
          + " tf32 on a GPU and float32 on a CPU.";
  private static final String OVERRIDES =
      "Override any field of the recipe: epochs, batch, learning-rate, optimizer, schedule,"
          + " warm-up, weight-decay, spare-norms-and-biases, clip-norm, label-smoothing, mixup,"
          + " auxiliary-weight, drop-path, dropout, average-decay, augmentations, divergence-limit,"
          + " refuse-chance, balance, precision. Optimizers are sgd(MOMENTUM), nesterov(MOMENTUM),"
          + " muon(MOMENTUM,SCALE), rmsprop(DECAY,MOMENTUM,EPSILON) and adamw(BETA1,BETA2,EPSILON);"
          + " schedules constant, cosine, linear, exponential(FACTOR,EPOCHS) and"
          + " step(FACTOR,EPOCH,...); augmentations crop(PADDING), flip and cutout(SIDE) joined by"
          + " +, or none.";
  private static final String VALIDATION =
      "Fraction of the training images held out to measure accuracies on; 0 for none.";

  @Config(description = RECIPE)
  @Option(names = "--recipe", paramLabel = "NAME", description = RECIPE)
  private String recipe;

  @Config(description = EPOCHS)
  @Option(names = "--epochs", paramLabel = "N", description = EPOCHS)
  private String epochs;

  @Config(description = BATCH)
  @Option(names = "--batch", paramLabel = "N", description = BATCH)
  private String batchSize;

  @Config(description = LEARNING_RATE)
  @Option(names = "--learning-rate", paramLabel = "RATE", description = LEARNING_RATE)
  private String learningRate;

  @Config(description = PRECISION)
  @Option(names = "--precision", paramLabel = "NAME", description = PRECISION)
  private String precision = Precision.AUTO.text();

  @Config(description = OVERRIDES)
  @Option(
      names = "--override",
      paramLabel = "FIELD=VALUE",
      showDefaultValue = Visibility.NEVER,
      description = OVERRIDES)
  private Map<String, String> overrides = new LinkedHashMap<>();

  @Config(description = VALIDATION)
  @Option(names = "--validation", paramLabel = "FRACTION", description = VALIDATION)
  @Range(from = 0, below = 1)
  private double validationFraction = 0.1;

  /** Starts from the defaults. */
  public RecipeOptions() {}

  /**
   * Returns these options with another recipe.
   *
   * @param name the name of a known one, such as {@code cifar-final}
   * @return the changed copy
   */
  public RecipeOptions withRecipe(String name) {
    return with(copy -> copy.recipe = name);
  }

  /**
   * Returns these options with a custom recipe.
   *
   * @param own the recipe; the fields that were overridden before are forgotten
   * @return the changed copy
   */
  public RecipeOptions withRecipe(Recipe own) {
    return with(copy -> copy.overrides = own.fields());
  }

  /**
   * Returns these options with another length of training.
   *
   * @param number epochs, at least 1
   * @return the changed copy
   */
  public RecipeOptions withEpochs(int number) {
    return with(copy -> copy.epochs = Integer.toString(number));
  }

  /**
   * Returns these options with another batch size.
   *
   * @param number images in a training step, at least 2
   * @return the changed copy
   */
  public RecipeOptions withBatchSize(int number) {
    return with(copy -> copy.batchSize = Integer.toString(number));
  }

  /**
   * Returns these options with another learning rate.
   *
   * @param rate the full rate, above 0
   * @return the changed copy
   */
  public RecipeOptions withLearningRate(double rate) {
    return with(copy -> copy.learningRate = Double.toString(rate));
  }

  /**
   * Returns these options with another precision.
   *
   * @param chosen in which numbers layers are computed
   * @return the changed copy
   */
  public RecipeOptions withPrecision(Precision chosen) {
    return with(copy -> copy.precision = chosen.text());
  }

  /**
   * Overrides a field of the recipe.
   *
   * @param field its name as {@link Recipe#fields} has it
   * @param value its text form
   * @return the changed copy
   */
  public RecipeOptions withOverride(String field, String value) {
    return with(copy -> copy.overrides = more(copy.overrides, field, value));
  }

  /**
   * Overrides a field of the recipe unless it is overridden already.
   *
   * @param field the field
   * @param value its text form
   * @return the changed copy
   */
  public RecipeOptions withDefault(RecipeField field, String value) {
    return overrides.containsKey(field.text()) ? this : withOverride(field.text(), value);
  }

  /**
   * Returns these options with another fraction of images held out.
   *
   * @param fraction of the training images, from 0, which holds out none, to below 1
   * @return the changed copy
   */
  public RecipeOptions withValidationFraction(double fraction) {
    return with(copy -> copy.validationFraction = fraction);
  }

  static Map<String, String> more(Map<String, String> overrides, String field, String value) {
    Map<String, String> more = new LinkedHashMap<>(overrides);
    more.put(field, value);
    return more;
  }

  @Override
  protected void check() {
    check("recipe", () -> recipe(Setting.CIFAR));
  }

  /**
   * Returns which part of the training images is held out.
   *
   * @return a fraction from 0, which holds out none, to below 1
   */
  public double validationFraction() {
    return validationFraction;
  }

  /**
   * Returns the recipe.
   *
   * @param setting the setting whose recipe is taken if none was named
   * @return the recipe with what was overridden
   * @throws IllegalArgumentException if there is none of that name, or a field cannot be read
   */
  public Recipe recipe(Setting setting) {
    RecipeBuilder builder =
        (recipe == null ? Recipes.of(setting) : Recipes.find(recipe)).toBuilder();
    ifSet(epochs, text -> builder.set(RecipeField.EPOCHS, text));
    ifSet(batchSize, text -> builder.set(RecipeField.BATCH, text));
    ifSet(learningRate, text -> builder.set(RecipeField.LEARNING_RATE, text));
    builder.optPrecision(Precision.parse(precision));
    return builder.setAll(overrides).build();
  }
}
