package io.github.tribuopnas.doctor.machine;

import io.github.tribuopnas.base.ImageShape;
import io.github.tribuopnas.image.ImageFormat;
import io.github.tribuopnas.image.PackedImages;
import io.github.tribuopnas.network.NetworkSpec;
import io.github.tribuopnas.network.Setting;
import io.github.tribuopnas.space.KnownCells;
import io.github.tribuopnas.training.Recipe;
import io.github.tribuopnas.training.engine.DeviceChoice;
import io.github.tribuopnas.training.engine.EngineThreads;
import io.github.tribuopnas.training.engine.Precision;
import io.github.tribuopnas.training.loop.EpochListener;
import io.github.tribuopnas.training.loop.NetworkTraining;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * Takes the time of a training step of PNASNet-5 with 8 filters on color images of 32x32.
 *
 * @param device where, see {@link DeviceChoice}
 * @param precision in which numbers
 */
record StepProbe(String device, Precision precision) {

  private static final int SIDE = 32;
  private static final int CHANNELS = 3;
  private static final int CLASSES = 10;
  private static final int FILTERS = 8;
  private static final int STEPS = 4;

  /** The first compiles code, and chooses algorithms on a GPU. */
  private static final int EPOCHS = 5;

  private static final double NANOS_OF_MILLI = 1e6;

  /** Takes the time of a step in the fastest epoch. */
  Machine.Step step() throws InterruptedException {
    Watch watch = new Watch();
    try (EngineThreads threads = EngineThreads.one()) {
      NetworkTraining.builder()
          .setNetwork(network())
          .setRecipe(
              Recipe.builder()
                  .optEpochs(EPOCHS)
                  .optBatchSize(Machine.Step.IMAGES)
                  .optRefusesChance(false)
                  .optPrecision(precision)
                  .optAugmentations(List.of())
                  .build())
          .optDevice(DeviceChoice.parse(device).resolve(notice -> {}))
          .optListener(watch)
          .build()
          .train(images(), 1)
          .close();
    }
    return new Machine.Step(
        device,
        precision,
        watch.wall / NANOS_OF_MILLI / STEPS,
        watch.processor / NANOS_OF_MILLI / STEPS,
        "");
  }

  private static NetworkSpec network() {
    return Setting.PROXY
        .of(KnownCells.find("pnasnet5"))
        .optRepeats(1)
        .optFilters(FILTERS)
        .optImage(new ImageShape(SIDE, SIDE, CHANNELS))
        .optClasses(CLASSES)
        .build();
  }

  private static PackedImages images() {
    int count = STEPS * Machine.Step.IMAGES;
    byte[] pixels = new byte[count * SIDE * SIDE * CHANNELS];
    new Random(1).nextBytes(pixels);
    return PackedImages.ofBytes(
        ImageFormat.of(SIDE, SIDE, CHANNELS),
        pixels,
        IntStream.range(0, count).map(i -> i % CLASSES).toArray(),
        IntStream.range(0, CLASSES).mapToObj(Integer::toString).toList());
  }

  private static final class Watch implements EpochListener {

    private long wallStart = System.nanoTime();
    private long processorStart = processorNanos();
    private long wall = Long.MAX_VALUE;
    private long processor = Long.MAX_VALUE;

    @Override
    public void epochFinished(int epoch, int epochs, double loss) {
      wall = Math.min(wall, System.nanoTime() - wallStart);
      processor = Math.min(processor, processorNanos() - processorStart);
      wallStart = System.nanoTime();
      processorStart = processorNanos();
    }

    private static long processorNanos() {
      return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }
  }
}
