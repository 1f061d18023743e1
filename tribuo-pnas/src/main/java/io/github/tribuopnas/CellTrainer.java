package io.github.tribuopnas;

import com.oracle.labs.mlrg.olcut.config.Config;
import com.oracle.labs.mlrg.olcut.config.PropertyException;
import com.oracle.labs.mlrg.olcut.provenance.Provenance;
import io.github.tribuopnas.base.Seeds;
import io.github.tribuopnas.image.ImageFormat;
import io.github.tribuopnas.image.ImagePacker;
import io.github.tribuopnas.image.ImageSplit;
import io.github.tribuopnas.image.PackedImages;
import io.github.tribuopnas.network.NetworkSpec;
import io.github.tribuopnas.network.Setting;
import io.github.tribuopnas.space.Cell;
import io.github.tribuopnas.space.Concatenation;
import io.github.tribuopnas.space.KnownCells;
import io.github.tribuopnas.training.ChanceRule;
import io.github.tribuopnas.training.CheckpointFile;
import io.github.tribuopnas.training.EpochListener;
import io.github.tribuopnas.training.NetworkTraining;
import io.github.tribuopnas.training.Recipe;
import io.github.tribuopnas.training.Recipes;
import io.github.tribuopnas.training.TrainedNetwork;
import io.github.tribuopnas.training.engine.DeviceChoice;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.logging.Logger;
import org.tribuo.Dataset;
import org.tribuo.Trainer;
import org.tribuo.classification.Label;
import org.tribuo.provenance.TrainerProvenance;
import org.tribuo.provenance.impl.TrainerProvenanceImpl;

/**
 * Trains the network of a known cell, without a search, and returns it as a model on ONNX Runtime.
 */
public final class CellTrainer implements Trainer<Label> {

  private static final Logger logger = Logger.getLogger(CellTrainer.class.getName());

  @Config(mandatory = true, description = "Size of the images and how feature names number pixels.")
  private ImageFormat format;

  @Config(mandatory = true, description = "A cell's text, or the name of a known one (pnasnet5).")
  private String cell;

  @Config(description = "proxy, cifar, imagenet-mobile or imagenet-large.")
  private String setting = Setting.CIFAR.text();

  @Config(description = "Blocks that a cell's output joins: all, or those unused by other blocks.")
  private String concatenation = Concatenation.ALL.text();

  @Config(description = "N, cells in each of the network's three groups; 0 for the setting's.")
  private int repeats;

  @Config(description = "F, channels of a block in the first group; 0 for the setting's.")
  private int filters;

  @Config(description = "Widens the stem's convolution; 0 for the setting's.")
  private int stemMultiplier;

  @Config(description = "Name of a recipe; empty for the setting's.")
  private String recipe = "";

  @Config(description = "Fields of the recipe that are other than the named one's.")
  private Map<String, String> changes = new LinkedHashMap<>();

  @Config(description = "Where the network is trained: auto, cpu, gpu or gpu:N.")
  private String device = DeviceChoice.AUTO.toString();

  @Config(description = "Share of the images held out to measure accuracies on; 0 for none.")
  private double validationFraction;

  @Config(description = "Seed of every random choice.")
  private long seed = Trainer.DEFAULT_SEED;

  private int invocationCount;

  /** For OLCUT. */
  private CellTrainer() {}

  CellTrainer(CellTrainerBuilder builder) {
    format = builder.format;
    cell = builder.cell;
    setting = builder.setting;
    concatenation = builder.concatenation;
    repeats = builder.repeats;
    filters = builder.filters;
    stemMultiplier = builder.stemMultiplier;
    recipe = builder.recipe;
    changes = new LinkedHashMap<>(builder.changes);
    device = builder.device.toString();
    validationFraction = builder.validationFraction;
    seed = builder.seed;
    postConfig();
  }

  /**
   * Starts the settings of a trainer.
   *
   * @return a builder
   */
  public static CellTrainerBuilder builder() {
    return new CellTrainerBuilder();
  }

  @Override
  public synchronized void postConfig() {
    if (format == null) {
      throw new PropertyException("", "format", "is not set: give the size of the images");
    }
    if (cell == null) {
      throw new PropertyException("", "cell", "is not set: give its text or name");
    }
    if (!(validationFraction >= 0 && validationFraction < 1)) {
      throw new PropertyException(
          "", "validationFraction", "is " + validationFraction + ", but must be from 0 to below 1");
    }
    Checks.parsed("device", () -> DeviceChoice.parse(device));
    try {
      network(2);
      recipe();
    } catch (IllegalArgumentException e) {
      throw new PropertyException(e, "", "", e.getMessage());
    }
  }

  /**
   * Returns the network that will be trained.
   *
   * @param classes the number of classes, at least 2
   * @return its specification
   */
  public NetworkSpec network(int classes) {
    Cell parsed = KnownCells.all().containsKey(cell) ? KnownCells.find(cell) : Cell.parse(cell);
    Setting.Builder builder =
        Setting.parse(setting)
            .of(parsed)
            .optConcatenation(Concatenation.parse(concatenation))
            .optImage(format.shape())
            .optClasses(classes);
    if (repeats != 0) {
      builder.optRepeats(repeats);
    }
    if (filters != 0) {
      builder.optFilters(filters);
    }
    if (stemMultiplier != 0) {
      builder.optStemMultiplier(stemMultiplier);
    }
    return builder.build();
  }

  /**
   * Returns how the network will be trained.
   *
   * @return the recipe with its changes
   */
  public Recipe recipe() {
    Recipe named = recipe.isEmpty() ? Recipes.of(Setting.parse(setting)) : Recipes.find(recipe);
    return named.toBuilder().setAll(changes).build();
  }

  @Override
  public PNASModel train(Dataset<Label> examples) {
    return train(examples, Map.of());
  }

  @Override
  public PNASModel train(Dataset<Label> examples, Map<String, Provenance> runProvenance) {
    return train(examples, runProvenance, INCREMENT_INVOCATION_COUNT);
  }

  @Override
  public PNASModel train(
      Dataset<Label> examples, Map<String, Provenance> runProvenance, int invocation) {
    if (invocation != INCREMENT_INVOCATION_COUNT) {
      setInvocationCount(invocation);
    }
    try (CellOutcome outcome =
        train(examples, runProvenance, EpochListener.NONE, NetworkTraining.builder())) {
      return outcome.model();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("the training was interrupted", e);
    }
  }

  /**
   * Trains like {@link #train(Dataset)}, tells how it goes and leaves checkpoints, from the last of
   * which it goes on if there is one.
   *
   * @param examples the training images
   * @param listener hears of each epoch
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
        examples,
        Map.of(),
        listener,
        NetworkTraining.builder().optCheckpoints(checkpoints, epochs));
  }

  private CellOutcome train(
      Dataset<Label> examples,
      Map<String, Provenance> runProvenance,
      EpochListener listener,
      NetworkTraining.Builder training)
      throws InterruptedException {
    TrainerProvenance provenance;
    long trainingSeed;
    synchronized (this) {
      provenance = getProvenance();
      trainingSeed = Seeds.derive(seed, "invocation " + invocationCount);
      invocationCount++;
    }
    PackedImages images = ImagePacker.pack(examples, format);
    Optional<ImageSplit> split =
        validationFraction > 0
            ? Optional.of(
                images.stratifiedSplit(validationFraction, Seeds.derive(trainingSeed, "split")))
            : Optional.empty();
    split.ifPresent(parts -> training.optValidation(parts.validation()));
    PackedImages learnt = split.map(ImageSplit::training).orElse(images);
    TrainedNetwork network =
        training
            .setNetwork(network(images.classes().size()))
            .setRecipe(recipe())
            .optDevice(DeviceChoice.parse(device).resolve(logger::info))
            .optListener(listener)
            .build()
            .train(learnt, Seeds.derive(trainingSeed, "network"));
    try {
      OptionalDouble accuracy =
          split.isPresent()
              ? OptionalDouble.of(network.accuracy(split.get().validation()))
              : OptionalDouble.empty();
      return new CellOutcome(
          new ModelExport(examples, images, format).model(network, provenance, runProvenance),
          network,
          accuracy,
          split.flatMap(
              parts -> doubt(accuracy.getAsDouble(), parts.validation(), parts.training().size())));
    } catch (RuntimeException | Error e) {
      network.close();
      throw e;
    }
  }

  private Optional<String> doubt(double accuracy, PackedImages validation, int learnt) {
    Recipe used = recipe();
    return used.refusesChance()
        ? new ChanceRule(validation).reason(accuracy, used.epochs() * used.stepsPerEpoch(learnt))
        : Optional.empty();
  }

  @Override
  public synchronized int getInvocationCount() {
    return invocationCount;
  }

  @Override
  public synchronized void setInvocationCount(int count) {
    if (count < 0) {
      throw new IllegalArgumentException(
          "invocation count is " + count + ", but must be at least 0");
    }
    invocationCount = count;
  }

  @Override
  public TrainerProvenance getProvenance() {
    return new TrainerProvenanceImpl(this);
  }

  @Override
  public String toString() {
    return "CellTrainer(format="
        + format
        + ",cell="
        + cell
        + ",setting="
        + setting
        + ",recipe="
        + recipe
        + changes
        + ",seed="
        + seed
        + ")";
  }
}
