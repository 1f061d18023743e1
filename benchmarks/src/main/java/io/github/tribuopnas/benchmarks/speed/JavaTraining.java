package io.github.tribuopnas.benchmarks.speed;

import ai.djl.Device;
import com.sun.management.OperatingSystemMXBean;
import io.github.tribuopnas.image.PackedImages;
import io.github.tribuopnas.training.Recipe;
import io.github.tribuopnas.training.augment.Augmentation;
import io.github.tribuopnas.training.engine.NativeMemory;
import io.github.tribuopnas.training.engine.Precision;
import io.github.tribuopnas.training.loop.NetworkTraining;
import io.github.tribuopnas.training.optimizer.Sgd;
import io.github.tribuopnas.training.trained.TrainedNetwork;
import java.lang.management.ManagementFactory;
import java.util.List;

/** Trains a case as the search does, and times its steps. */
public final class JavaTraining {

  static final double RATE = 0.01;
  static final double MOMENTUM = 0.9;
  static final double DECAY = 1e-4;

  /** Steps of an epoch; short, since the first epoch of each turn warms up and is not timed. */
  public static final int STEPS_PER_EPOCH = 2;

  private static final OperatingSystemMXBean SYSTEM =
      ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
  private static final double NANOS = 1e9;

  private final SpeedCase timed;
  private final PackedImages images;
  private final List<Augmentation> augmentations;
  private final Device device;
  private final Precision precision;

  /**
   * Prepares a case.
   *
   * @param timed the case
   * @param images {@link #STEPS_PER_EPOCH} batches
   * @param augmentations what is done to them
   */
  public JavaTraining(SpeedCase timed, PackedImages images, List<Augmentation> augmentations) {
    this(timed, images, augmentations, Device.cpu(), Precision.FLOAT32);
  }

  private JavaTraining(
      SpeedCase timed,
      PackedImages images,
      List<Augmentation> augmentations,
      Device device,
      Precision precision) {
    this.timed = timed;
    this.images = images;
    this.augmentations = augmentations;
    this.device = device;
    this.precision = precision;
  }

  /**
   * Returns the same training elsewhere.
   *
   * @param newDevice where
   * @param newPrecision in which numbers
   * @return the other training
   */
  public JavaTraining on(Device newDevice, Precision newPrecision) {
    return new JavaTraining(timed, images, augmentations, newDevice, newPrecision);
  }

  /**
   * Trains a new network.
   *
   * @param epochs how many epochs are timed
   * @return how long they took
   * @throws InterruptedException if the thread was interrupted
   */
  public Turn train(int epochs) throws InterruptedException {
    long[] wall = new long[2];
    long[] cpu = new long[2];
    Recipe recipe =
        Recipe.builder()
            .optEpochs(epochs + 1)
            .optBatchSize(timed.batch())
            .optLearningRate(RATE)
            .optOptimizer(new Sgd(MOMENTUM))
            .optWeightDecay(DECAY)
            .optAugmentations(augmentations)
            .optPrecision(precision)
            .build();
    NetworkTraining training =
        NetworkTraining.builder()
            .setNetwork(timed.network())
            .setRecipe(recipe)
            .optDevice(device)
            .optListener(
                (epoch, count, loss) -> {
                  int place = epoch == 1 ? 0 : 1;
                  wall[place] = System.nanoTime();
                  cpu[place] = SYSTEM.getProcessCpuTime();
                })
            .build();
    try (TrainedNetwork network = training.train(images, 1)) {
      return new Turn((wall[1] - wall[0]) / NANOS, (cpu[1] - cpu[0]) / NANOS);
    } finally {
      NativeMemory.trim();
    }
  }
}
