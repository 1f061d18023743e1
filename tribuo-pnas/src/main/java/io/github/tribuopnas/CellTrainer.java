package io.github.tribuopnas;

import ai.djl.Device;
import com.oracle.labs.mlrg.olcut.config.Config;
import com.oracle.labs.mlrg.olcut.config.PropertyException;
import com.oracle.labs.mlrg.olcut.provenance.Provenance;
import io.github.tribuopnas.doctor.EngineLibrary;
import io.github.tribuopnas.evaluation.Evaluation;
import io.github.tribuopnas.image.ImageFormat;
import io.github.tribuopnas.image.ImageSet;
import io.github.tribuopnas.image.ImageSplit;
import io.github.tribuopnas.image.PackedImages;
import io.github.tribuopnas.network.NetworkOptions;
import io.github.tribuopnas.network.NetworkSpec;
import io.github.tribuopnas.options.ConfigFields;
import io.github.tribuopnas.training.ChanceRule;
import io.github.tribuopnas.training.Recipe;
import io.github.tribuopnas.training.RecipeOptions;
import io.github.tribuopnas.training.SeedOptions;
import io.github.tribuopnas.training.ThreadOptions;
import io.github.tribuopnas.training.engine.DeviceOptions;
import io.github.tribuopnas.training.loop.CheckpointFile;
import io.github.tribuopnas.training.loop.EpochListener;
import io.github.tribuopnas.training.loop.NetworkTraining;
import io.github.tribuopnas.training.trained.TrainedEnsemble;
import io.github.tribuopnas.training.trained.TrainedNetwork;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Consumer;
import java.util.logging.Logger;
import org.tribuo.Dataset;
import org.tribuo.classification.Label;

/**
 * Trains the network of a known cell, without a search, and returns it as a model on ONNX Runtime.
 */
public final class CellTrainer extends ImageTrainer {

  private static final Logger logger = Logger.getLogger(CellTrainer.class.getName());

  @Config(mandatory = true, description = "The cell and the network that it is stacked to.")
  private NetworkOptions network;

  @Config(description = "How the network is trained.")
  private RecipeOptions recipe = new RecipeOptions();

  @Config(description = "How many threads train the network.")
  private ThreadOptions threads = new ThreadOptions();

  /** For OLCUT. */
  private CellTrainer() {}

  private CellTrainer(Builder builder) {
    super(builder.format, builder.seed, builder.device);
    network = builder.network;
    recipe = builder.recipe;
    threads = builder.threads;
    postConfig();
  }

  /**
   * Starts the settings of a trainer.
   *
   * @return a builder
   */
  public static Builder builder() {
    return new Builder();
  }

  @Override
  public void postConfig() {
    super.postConfig();
    if (network == null) {
      throw new PropertyException("", "network", "the network is not set; give its cell");
    }
    if (recipe == null) {
      throw new PropertyException(
          "", "recipe", "the recipe is not set; leave it out for the default");
    }
    ConfigFields.check("network", () -> network(2));
    ConfigFields.check("recipe", this::recipe);
  }

  /**
   * Returns the network that will be trained.
   *
   * @param classes the number of classes, at least 2
   * @return its specification
   */
  public NetworkSpec network(int classes) {
    return network.network(format().shape(), classes);
  }

  /**
   * Returns how the network will be trained.
   *
   * @return the recipe with what was overridden
   */
  public Recipe recipe() {
    return recipe.recipe(network.setting());
  }

  @Override
  public PNASModel train(
      Dataset<Label> examples, Map<String, Provenance> runProvenance, int invocation) {
    try (CellOutcome outcome =
        train(
            begin(examples, runProvenance, invocation),
            EpochListener.NONE,
            NetworkTraining.builder())) {
      return outcome.model();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("the training was interrupted", e);
    }
  }

  /**
   * Trains like {@link #train(Dataset)}, reports progress and writes checkpoints, and continues
   * from the last one if there is one.
   *
   * @param examples the training images
   * @param listener told of each epoch
   * @param checkpoints where checkpoints are kept
   * @param epochs how many epochs lie between two of them, at least 1
   * @return the outcome, to be closed by the caller; its model must be closed apart
   * @throws InterruptedException if the thread was interrupted
   * @throws IllegalArgumentException if the dataset cannot be trained on, or the checkpoint is that
   *     of another run
   * @throws io.github.tribuopnas.training.TrainingDivergedException if the training failed
   */
  public CellOutcome train(
      Dataset<Label> examples, EpochListener listener, CheckpointFile checkpoints, int epochs)
      throws InterruptedException {
    return train(
        begin(examples, Map.of(), INCREMENT_INVOCATION_COUNT),
        listener,
        NetworkTraining.builder().optCheckpoints(checkpoints, epochs));
  }

  /**
   * Trains like {@link #train(Dataset, EpochListener, CheckpointFile, int)} on the training images
   * of a set, and measures accuracies on its validation images, if it has some.
   *
   * @param images the images; those for the test are not looked at
   * @param listener told of each epoch
   * @param checkpoints where checkpoints are kept
   * @param epochs how many epochs lie between two of them, at least 1
   * @return the outcome, to be closed by the caller; its model must be closed apart
   * @throws InterruptedException if the thread was interrupted
   * @throws IllegalArgumentException if the images cannot be trained on, or the checkpoint is that
   *     of another run
   * @throws io.github.tribuopnas.training.TrainingDivergedException if the training failed
   */
  public CellOutcome train(
      ImageSet images, EpochListener listener, CheckpointFile checkpoints, int epochs)
      throws InterruptedException {
    return train(
        begin(images), listener, NetworkTraining.builder().optCheckpoints(checkpoints, epochs));
  }

  /**
   * Tests a model of few images by crossed validation: trains a network for each part of the
   * training images without that part, which it then labels.
   *
   * @param images the images; those for the test are not looked at
   * @param folds in how many parts the training images are, from 2 to their number
   * @param messages takes a line for each part
   * @return how all training images were labeled
   * @throws InterruptedException if the thread was interrupted
   * @throws IllegalArgumentException if the images cannot be trained on, or the number is out of
   *     its range
   * @throws io.github.tribuopnas.training.TrainingDivergedException if a training failed
   */
  public Evaluation crossed(ImageSet images, int folds, Consumer<String> messages)
      throws InterruptedException {
    return new CrossedTest(begin(images), folds, messages)
        .evaluate(
            (number, part) -> {
              Optional<ImageSplit> split = part.hasPairs() ? split(part) : Optional.empty();
              try (CellOutcome outcome =
                  train(part, split, EpochListener.NONE, NetworkTraining.builder())) {
                return outcome.model();
              }
            });
  }

  private Optional<ImageSplit> split(TrainerRun run) {
    return run.validation().isPresent() || recipe.validationFraction() > 0
        ? Optional.of(run.split(recipe.validationFraction(), "split"))
        : Optional.empty();
  }

  private CellOutcome train(
      TrainerRun run, EpochListener listener, NetworkTraining.Builder training)
      throws InterruptedException {
    return train(run, split(run), listener, training);
  }

  private CellOutcome train(
      TrainerRun run,
      Optional<ImageSplit> split,
      EpochListener listener,
      NetworkTraining.Builder training)
      throws InterruptedException {
    split.ifPresent(parts -> training.optValidation(parts.validation()));
    EngineLibrary.require();
    PackedImages learned = split.map(ImageSplit::training).orElse(run.images());
    Device place = device().choice().resolve(logger::info);
    TrainedNetwork trained =
        training
            .setNetwork(network(run.classes()))
            .setRecipe(recipe())
            .optDevice(place)
            .optThreads(place.isGpu() ? 1 : threads.threads())
            .optListener(listener)
            .build()
            .train(learned, run.seed("network"));
    return TrainerRun.holding(TrainedEnsemble.of(trained), () -> outcome(run, trained, split));
  }

  private CellOutcome outcome(TrainerRun run, TrainedNetwork trained, Optional<ImageSplit> split) {
    OptionalDouble accuracy =
        split.isPresent()
            ? OptionalDouble.of(trained.accuracy(split.get().validation()))
            : OptionalDouble.empty();
    return new CellOutcome(
        run.model(TrainedEnsemble.of(trained), Map.of()),
        trained,
        accuracy,
        split.flatMap(
            parts -> doubt(accuracy.getAsDouble(), parts.validation(), parts.training())));
  }

  private Optional<String> doubt(double accuracy, PackedImages validation, PackedImages learned) {
    Recipe used = recipe();
    int[] counts = learned.classCounts();
    return used.refusesChance(counts)
        ? new ChanceRule(validation)
            .reason(accuracy, used.epochs() * used.stepsPerEpoch(learned.size()))
        : Optional.empty();
  }

  /** What a trainer is made of; the format and the network with its cell are required. */
  public static final class Builder {

    private ImageFormat format;
    private NetworkOptions network;
    private RecipeOptions recipe = new RecipeOptions();
    private ThreadOptions threads = new ThreadOptions();
    private SeedOptions seed = new SeedOptions();
    private DeviceOptions device = new DeviceOptions();

    @SuppressWarnings("NullAway.Init") // The required ones are checked when this is built.
    private Builder() {}

    /**
     * Sets the images.
     *
     * @param newFormat their size and how feature names number their pixels
     * @return this builder
     */
    public Builder setFormat(ImageFormat newFormat) {
      format = newFormat;
      return this;
    }

    /**
     * Sets the cell and the network that it is stacked to.
     *
     * @param options the options, with a cell
     * @return this builder
     */
    public Builder setNetwork(NetworkOptions options) {
      network = options;
      return this;
    }

    /**
     * Sets how the network is trained.
     *
     * @param options the options
     * @return this builder
     */
    public Builder optRecipe(RecipeOptions options) {
      recipe = options;
      return this;
    }

    /**
     * Sets how many threads train the network.
     *
     * @param options the options
     * @return this builder
     */
    public Builder optThreads(ThreadOptions options) {
      threads = options;
      return this;
    }

    /**
     * Sets what all random choices depend on.
     *
     * @param options the options
     * @return this builder
     */
    public Builder optSeed(SeedOptions options) {
      seed = options;
      return this;
    }

    /**
     * Sets where the network is trained.
     *
     * @param options the options
     * @return this builder
     */
    public Builder optDevice(DeviceOptions options) {
      device = options;
      return this;
    }

    /**
     * Builds the trainer.
     *
     * @return the trainer
     * @throws PropertyException if a setting is missing or wrong
     */
    public CellTrainer build() {
      return new CellTrainer(this);
    }
  }
}
