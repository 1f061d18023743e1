package io.github.tribuopnas.cost;

import ai.djl.Device;
import io.github.tribuopnas.base.Failures;
import io.github.tribuopnas.image.PackedImages;
import io.github.tribuopnas.network.NetworkSpec;
import io.github.tribuopnas.training.Recipe;
import io.github.tribuopnas.training.engine.EngineThreads;
import io.github.tribuopnas.training.engine.NativeMemory;
import io.github.tribuopnas.training.loop.EpochListener;
import io.github.tribuopnas.training.loop.NetworkTraining;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.LongSupplier;
import java.util.stream.IntStream;

/**
 * Takes the time of whole training steps, several trainings at once.
 *
 * @param images what is trained on; a few batches are taken
 * @param recipe how, for a few epochs instead of its own
 * @param devices where; the threads of a network take them in turn
 * @param workers how many trainings run at once
 * @param threadsOfEach threads that train one network
 * @param nanoTime the wall's clock in nanoseconds from any origin
 */
public record TrainingClock(
    PackedImages images,
    Recipe recipe,
    List<Device> devices,
    int workers,
    int threadsOfEach,
    LongSupplier nanoTime) {

  private static final int STEPS = 4;

  private static final int EPOCHS = 8;

  private static final double NANOS = 1e9;

  /**
   * Takes the time of a step of a network while all workers train it.
   *
   * @param spec the network
   * @return the mean over the workers
   * @throws InterruptedException if the thread was interrupted
   * @throws IllegalStateException if a training failed
   */
  public StepTime step(NetworkSpec spec) throws InterruptedException {
    int count = Math.min(images.size(), STEPS * recipe.batchSize());
    PackedImages few = images.select(IntStream.range(0, count).toArray());
    ExecutorService threads = Executors.newFixedThreadPool(workers);
    try {
      List<Callable<StepTime>> trainings = new ArrayList<>();
      for (int i = 0; i < workers; i++) {
        trainings.add(() -> train(spec, few));
      }
      double processor = 0;
      double wall = 0;
      for (Future<StepTime> finished : threads.invokeAll(trainings)) {
        processor += finished.get().processor() / workers;
        wall += finished.get().wall() / workers;
      }
      return new StepTime(processor, wall);
    } catch (ExecutionException e) {
      throw new IllegalStateException(
          "a training that was to tell its time failed: "
              + Failures.message(e.getCause() == null ? e : e.getCause()),
          e);
    } finally {
      threads.shutdownNow();
      NativeMemory.trim();
    }
  }

  private StepTime train(NetworkSpec spec, PackedImages few) throws InterruptedException {
    Watch watch = new Watch(nanoTime);
    try (EngineThreads threads = EngineThreads.one()) {
      NetworkTraining.builder()
          .setNetwork(spec)
          .setRecipe(recipe.withEpochs(EPOCHS))
          .optListener(watch)
          .optDevices(devices)
          .optThreads(threadsOfEach)
          .build()
          .train(few, 1)
          .close();
    }
    return watch.step(recipe.stepsPerEpoch(few.size()));
  }

  /**
   * Takes the time of epochs: of the processor that of the fastest, since others were compiled or
   * found the caches cold; of the wall the mean without the first, since it is the mean that goes
   * by in a long training.
   */
  private static final class Watch implements EpochListener {

    private final LongSupplier nanoTime;
    private ProcessorTime start = ProcessorTime.now();
    private long wallStart;
    private double processor = Double.POSITIVE_INFINITY;
    private double wall;

    Watch(LongSupplier nanoTime) {
      this.nanoTime = nanoTime;
      wallStart = nanoTime.getAsLong();
    }

    @Override
    public void epochFinished(int epoch, int epochs, double loss) {
      processor = Math.min(processor, start.seconds());
      if (epoch > epochs / 2) {
        wall += (nanoTime.getAsLong() - wallStart) / NANOS / (epochs - epochs / 2);
      }
      start = ProcessorTime.now();
      wallStart = nanoTime.getAsLong();
    }

    StepTime step(long steps) {
      return new StepTime(processor / steps, wall / steps);
    }
  }
}
