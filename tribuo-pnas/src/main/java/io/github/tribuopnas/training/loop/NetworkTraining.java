package io.github.tribuopnas.training.loop;

import ai.djl.Device;
import io.github.tribuopnas.base.Require;
import io.github.tribuopnas.image.PackedImages;
import io.github.tribuopnas.network.NetworkSpec;
import io.github.tribuopnas.training.Recipe;
import io.github.tribuopnas.training.TrainingDivergedException;
import io.github.tribuopnas.training.engine.DeviceChoice;
import io.github.tribuopnas.training.trained.TrainedNetwork;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.ClosedByInterruptException;
import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Trains one network, from its first weights or from where another training of it stopped. The
 * result depends on network, recipe, images, seed and the last epoch alone, as long as the engine
 * uses the same number of threads: all random choices come from the seed, and a training in several
 * stretches gives the same weights, bit for bit, as one in a single stretch.
 */
public final class NetworkTraining {

  private static final Logger logger = Logger.getLogger(NetworkTraining.class.getName());

  private final NetworkSpec spec;
  private final Recipe recipe;
  private final EpochListener listener;
  private final TrainingPlace place;
  private final PackedImages validation;
  private final CheckpointFile checkpoints;
  private final int checkpointEpochs;
  private final CheckpointFile start;
  private final CheckpointFile end;
  private final int lastEpoch;
  private final Course course;
  private final Pace pace;

  /**
   * Prepares training without validation and checkpoints.
   *
   * @param spec the network
   * @param recipe how to train it
   * @param listener told of each epoch
   */
  public NetworkTraining(NetworkSpec spec, Recipe recipe, EpochListener listener) {
    this(builder().setNetwork(spec).setRecipe(recipe).optListener(listener));
  }

  private NetworkTraining(Builder builder) {
    spec = Objects.requireNonNull(builder.spec, "network");
    recipe = Objects.requireNonNull(builder.recipe, "recipe");
    listener = builder.listener;
    place = builder.place();
    validation = builder.validation;
    checkpoints = builder.checkpoints;
    checkpointEpochs = builder.checkpointEpochs;
    start = builder.start;
    end = builder.end;
    course = builder.course == null ? Course.of(recipe) : builder.course;
    Require.that(
        course.planned() == recipe.epochs(),
        "the planned epochs",
        course.planned(),
        "the recipe's " + recipe.epochs());
    pace = builder.pace;
    lastEpoch = builder.lastEpoch == 0 ? Integer.MAX_VALUE : builder.lastEpoch;
    Require.that(
        builder.lastEpoch >= 0 && builder.lastEpoch <= recipe.epochs(),
        "the last epoch",
        builder.lastEpoch,
        "numbers from 1 to the recipe's " + recipe.epochs());
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
   * Trains the network; goes on from a checkpoint, if checkpoints were asked for and there is one.
   *
   * @param images the training images, of the network's size, two at least
   * @param seed where weights, the order of images and all noise come from
   * @return the trained network, to be closed by the caller
   * @throws TrainingDivergedException if the loss became infinite, not a number, or larger than the
   *     recipe allows; told at the end of the epoch
   * @throws IllegalArgumentException if the checkpoint of {@link Builder#optCheckpoints} is that of
   *     another run
   * @throws UncheckedIOException if that checkpoint cannot be read or written
   * @throws InterruptedException if the thread was interrupted
   */
  public TrainedNetwork train(PackedImages images, long seed) throws InterruptedException {
    TrainingRun run = begin(images, seed);
    // Of few images, one of a rare class makes most of an epoch's loss.
    double largest = recipe.divergenceLimit() * recipe.balance().heaviest(images.classCounts());
    try {
      while (run.epoch() < last(run)) {
        double loss = run.trainEpoch();
        TrainingDivergedException.check(loss, run.epoch(), spec.classes(), largest);
        run.follow(pace.after(run.epoch(), run.course()));
        listener.epochFinished(run.epoch(), last(run), loss);
        if (validation != null) {
          listener.evaluated(run.epoch(), last(run), run.evaluate(validation));
        }
        save(run);
      }
      return run.finish();
    } catch (ClosedByInterruptException e) {
      run.close();
      Thread.interrupted();
      throw new InterruptedException("interrupted while a checkpoint was written");
    } catch (IOException e) {
      run.close();
      throw new UncheckedIOException(e.getMessage(), e);
    } catch (InterruptedException | RuntimeException | Error e) {
      run.close();
      throw e;
    }
  }

  private int last(TrainingRun run) {
    return Math.min(lastEpoch, run.course().epochs());
  }

  private TrainingRun first(PackedImages images, long seed) {
    TrainingRun run = new TrainingRun(spec, recipe, images, place, seed);
    run.follow(course);
    return run;
  }

  private TrainingRun begin(PackedImages images, long seed) {
    boolean goesOn = checkpoints != null && (checkpoints.exists() || start == null);
    CheckpointFile file = goesOn ? checkpoints : start;
    TrainingRun run = first(images, seed);
    if (file == null || !file.exists()) {
      return run;
    }
    try {
      run.restore(file, last(run));
    } catch (IOException | IllegalArgumentException e) {
      run.close();
      if (goesOn) {
        throw e instanceof IOException unreadable
            ? new UncheckedIOException(e.getMessage(), unreadable)
            : (IllegalArgumentException) e;
      }
      logger.log(Level.INFO, "the checkpoint is not used: {0}", e.getMessage());
      return first(images, seed);
    } catch (RuntimeException | Error e) {
      run.close();
      throw e;
    }
    listener.resumed(run.evaluations());
    return run;
  }

  private void save(TrainingRun run) throws IOException {
    boolean last = run.epoch() == last(run);
    if (checkpoints != null && (last || run.epoch() % checkpointEpochs == 0)) {
      run.save(checkpoints);
    }
    if (end != null && last) {
      try {
        run.save(end);
      } catch (IOException e) {
        logger.log(
            Level.WARNING,
            "the checkpoint cannot be written, so a longer training will repeat this one: {0}",
            e.toString());
      }
    }
  }

  /** Settings of a training; network and recipe are required. */
  public static final class Builder {

    private NetworkSpec spec;
    private Recipe recipe;
    private EpochListener listener = EpochListener.NONE;
    private List<Device> devices = List.of(Device.cpu());
    private OptionalLong imageBytes = OptionalLong.empty();
    private PackedImages validation;
    private CheckpointFile checkpoints;
    private int checkpointEpochs = 1;
    private CheckpointFile start;
    private CheckpointFile end;
    private int lastEpoch;
    private int threads = 1;
    private Course course;
    private Pace pace = Pace.STEADY;

    @SuppressWarnings("NullAway.Init") // The required ones are checked when this is built.
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
     * Sets what is told of each epoch.
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
      return optDevices(List.of(newDevice));
    }

    /**
     * Sets several devices, which the threads of {@link #optThreads} take in turn. The network is
     * evaluated on the first.
     *
     * @param newDevices devices of the engine, at least one
     * @return this builder
     * @throws IllegalArgumentException if there is none
     */
    public Builder optDevices(List<Device> newDevices) {
      Require.atLeast("devices of a network", newDevices.size(), 1);
      devices = List.copyOf(newDevices);
      return this;
    }

    /**
     * Sets how much of the device's memory the training images may have. Those that fit are copied
     * there once, and cropped and mirrored there; results are the same.
     *
     * @param bytes at least 0; by default an eighth of what is free on a GPU, and 0 on a CPU
     * @return this builder
     */
    public Builder optImageBytes(long bytes) {
      imageBytes = OptionalLong.of(bytes);
      return this;
    }

    /**
     * Sets how many threads train the network. Each has a part of every batch, of eight images or
     * more, and computes batch statistics on it, so that another number gives another network.
     *
     * @param number of the threads, at least 1, which is the default
     * @return this builder
     * @throws IllegalArgumentException if the number is below 1
     */
    public Builder optThreads(int number) {
      threads = Require.atLeast("threads of a network", number, 1);
      return this;
    }

    /**
     * Asks for an evaluation after each epoch.
     *
     * @param images what it is measured on
     * @return this builder
     */
    public Builder optValidation(PackedImages images) {
      validation = images;
      return this;
    }

    /**
     * Asks for checkpoints, and continues from the last one if there is one; it takes precedence
     * over {@link #optStart}.
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
     * Ends the training early: learning rate, drop-path and all else that changes from step to step
     * stay those of the whole recipe. By default the whole recipe is trained.
     *
     * @param epoch the last epoch to be trained, from 1 to the recipe's epochs
     * @return this builder
     */
    public Builder optLastEpoch(int epoch) {
      lastEpoch = epoch;
      return this;
    }

    /**
     * Sets how many epochs there are if that was decided anew in an earlier run of this training. A
     * checkpoint has to be of the same course. By default there are as many as the recipe has.
     *
     * @param decided the course, of as many planned epochs as the recipe has
     * @return this builder
     */
    public Builder optCourse(Course decided) {
      course = decided;
      return this;
    }

    /**
     * Sets what decides on the way how many epochs there are. By default nothing does.
     *
     * @param newPace is asked after each epoch
     * @return this builder
     */
    public Builder optPace(Pace newPace) {
      pace = newPace;
      return this;
    }

    /**
     * Goes on from a checkpoint of a shorter training of the same network, recipe, images and seed.
     * A checkpoint that is missing, damaged, of another training or of a longer one is not used:
     * training then starts at the first epoch, which takes longer and gives the same result.
     *
     * @param file the file that {@link #optEnd} of the other training wrote
     * @return this builder
     */
    public Builder optStart(CheckpointFile file) {
      start = file;
      return this;
    }

    /**
     * Writes a checkpoint after the last epoch. If it cannot be written, the training still
     * succeeds, with a warning.
     *
     * @param file what {@link #optStart} of a longer training reads
     * @return this builder
     */
    public Builder optEnd(CheckpointFile file) {
      end = file;
      return this;
    }

    private TrainingPlace place() {
      Device first = devices.get(0);
      return new TrainingPlace(
          devices, threads, imageBytes.orElseGet(() -> MemoryEstimate.roomForImages(first)));
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
