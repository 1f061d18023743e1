package io.github.tribuopnas.benchmarks.gpu;

import ai.djl.Device;
import io.github.tribuopnas.benchmarks.speed.JavaTraining;
import io.github.tribuopnas.benchmarks.speed.RandomImages;
import io.github.tribuopnas.benchmarks.speed.SpeedCase;
import io.github.tribuopnas.image.PackedImages;
import io.github.tribuopnas.training.engine.DeviceChoice;
import io.github.tribuopnas.training.engine.GpuMemory;
import io.github.tribuopnas.training.engine.Precision;
import java.util.List;
import java.util.function.Consumer;

/** Times the training of networks here as a search trains them. */
final class TrainingSpeed implements CheckPart.Work {

  private static final String PART = "speed";
  private static final double GIGA = 1e9;

  @Override
  public void measure(CheckSetup setup, Consumer<Measurement> found) throws InterruptedException {
    Device device = DeviceChoice.parse(setup.device()).resolve(notice -> {});
    long before = device.isGpu() ? GpuMemory.free(device) : 0;
    for (SpeedCase timed : setup.cases()) {
      PackedImages images =
          RandomImages.draw(
              timed.batch() * JavaTraining.STEPS_PER_EPOCH, timed.image(), SpeedCase.CLASSES, 1);
      for (Precision precision : setup.precisions()) {
        JavaTraining training = new JavaTraining(timed, images, List.of()).on(device, precision);
        double epoch = Math.max(training.train(1).seconds(), 1e-6);
        int epochs = (int) Math.max(1, Math.round(setup.seconds() / epoch));
        double seconds = training.train(epochs).seconds();
        found.accept(
            new Measurement(
                PART,
                name(timed, precision.text()),
                (double) epochs * images.size() / seconds,
                "images/s"));
      }
    }
    if (device.isGpu()) {
      double held = (before - GpuMemory.free(device)) / GIGA;
      found.accept(new Measurement(PART, "memory of the GPU that is held at the end", held, "GB"));
    }
  }

  /** Returns the name of a case, the same for Java and Python. */
  static String name(SpeedCase timed, String how) {
    return "F=" + timed.filters() + " batch " + timed.batch() + ", " + how;
  }
}
