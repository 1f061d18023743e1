package io.github.tribuopnas.training;

import ai.djl.Device;
import io.github.tribuopnas.base.Require;
import io.github.tribuopnas.image.PackedImages;
import io.github.tribuopnas.network.NetworkSpec;
import io.github.tribuopnas.training.engine.DeviceChoice;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Objects;

/**
 * Trains one network from its first weights to its last step. The result depends on the arguments
 * alone: all random choices come from the seed, and the engine runs on one thread.
 */
public final class NetworkTraining {

  private final NetworkSpec spec;
  private final Recipe recipe;
  private final EpochListener listener;
  private final Device device;
  private final PackedImages validation;
  private final CheckpointFile checkpoints;
  private final int checkpointEpochs;

  /**
   * Prepares training without validation and checkpoints.
   *
   * @param spec the network
   * @param recipe how to train it
   * @param listener hears of each epoch
   */
  public NetworkTraining(NetworkSpec spec, Recipe recipe, EpochListener listener) {
    this(builder().setNetwork(spec).setRecipe(recipe).optListener(listener));
  }

  private NetworkTraining(Builder builder) {
    spec = Objects.requireNonNull(builder.spec, "network");
    recipe = Objects.requireNonNull(builder.recipe, "recipe");
    listener = builder.listener;
    device = builder.device;
    validation = builder.validation;
    checkpoints = builder.checkpoints;
    checkpointEpochs = builder.checkpointEpochs;
  }

  /**
   * Starts the settings of a training.
   *
   * @return a builder
   */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * Trains the network; goes on from the checkpoint, if checkpoints were asked for and there is
   * one.
   *
   * @param images the training images, of the network's size, two at least
   * @param seed where weights, the order of images and all noise come from
   * @return the trained network, to be closed by the caller
   * @throws TrainingDivergedException if the loss became infinite, not a number, or larger than the
   *     recipe allows; told at the end of the epoch
   * @throws IllegalArgumentException if the checkpoint is that of another run
   * @throws UncheckedIOException if the checkpoint cannot be read or written
   * @throws InterruptedException if the thread was interrupted
   */
  public TrainedNetwork train(PackedImages images, long seed) throws InterruptedException {
    TrainingRun run = new TrainingRun(spec, recipe, images, device, seed);
    try {
      if (checkpoints != null && checkpoints.exists()) {
        run.restore(checkpoints);
      }
      while (run.epoch() < recipe.epochs()) {
        double loss = run.trainEpoch();
        TrainingDivergedException.check(
            loss, run.epoch(), spec.classes(), recipe.divergenceLimit());
        listener.epochFinished(run.epoch(), recipe.epochs(), loss);
        if (validation != null) {
          listener.accuracyMeasured(run.epoch(), recipe.epochs(), run.accuracy(validation));
        }
        if (isDue(run.epoch())) {
          run.save(checkpoints);
        }
      }
      return run.finish();
    } catch (IOException e) {
      run.close();
      throw new UncheckedIOException(e.getMessage(), e);
    } catch (InterruptedException | RuntimeException | Error e) {
      run.close();
      throw e;
    }
  }

  private boolean isDue(int epoch) {
    return checkpoints != null && (epoch % checkpointEpochs == 0 || epoch == recipe.epochs());
  }

  /** Settings of a training; network and recipe are required. */
  public static final class Builder {

    private NetworkSpec spec;
    private Recipe recipe;
    private EpochListener listener = EpochListener.NONE;
    private Device device = Device.cpu();
    private PackedImages validation;
    private CheckpointFile checkpoints;
    private int checkpointEpochs = 1;

    private Builder() {}

    /**
     * Sets the network.
     *
     * @param newSpec its specification
     * @return this builder
     */
    public Builder setNetwork(NetworkSpec newSpec) {
      spec = newSpec;
      return this;
    }

    /**
     * Sets how the network is trained.
     *
     * @param newRecipe the recipe
     * @return this builder
     */
    public Builder setRecipe(Recipe newRecipe) {
      recipe = newRecipe;
      return this;
    }

    /**
     * Sets who hears of each epoch.
     *
     * @param newListener the listener
     * @return this builder
     */
    public Builder optListener(EpochListener newListener) {
      listener = newListener;
      return this;
    }

    /**
     * Sets where the network is trained and evaluated; the CPU by default.
     *
     * @param newDevice a device of the engine, see {@link DeviceChoice#resolve}
     * @return this builder
     */
    public Builder optDevice(Device newDevice) {
      device = Objects.requireNonNull(newDevice, "device");
      return this;
    }

    /**
     * Asks for the accuracy after each epoch.
     *
     * @param images what it is measured on
     * @return this builder
     */
    public Builder optValidation(PackedImages images) {
      validation = images;
      return this;
    }

    /**
     * Asks for checkpoints, and to go on from the last one if there is one.
     *
     * @param file where they are kept
     * @param epochs how many epochs lie between two of them, at least 1
     * @return this builder
     * @throws IllegalArgumentException if the number is below 1
     */
    public Builder optCheckpoints(CheckpointFile file, int epochs) {
      checkpoints = file;
      checkpointEpochs = Require.atLeast("epochs between two checkpoints", epochs, 1);
      return this;
    }

    /**
     * Builds the training.
     *
     * @return the training
     */
    public NetworkTraining build() {
      return new NetworkTraining(this);
    }
  }
}
