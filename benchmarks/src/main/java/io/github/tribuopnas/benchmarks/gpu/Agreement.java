package io.github.tribuopnas.benchmarks.gpu;

import ai.djl.Device;
import io.github.tribuopnas.image.PackedImages;
import io.github.tribuopnas.image.source.DigitImages;
import io.github.tribuopnas.network.NetworkSpec;
import io.github.tribuopnas.network.Setting;
import io.github.tribuopnas.space.Cell;
import io.github.tribuopnas.training.Recipe;
import io.github.tribuopnas.training.engine.DeviceChoice;
import io.github.tribuopnas.training.engine.Precision;
import io.github.tribuopnas.training.loop.NetworkTraining;
import io.github.tribuopnas.training.trained.TrainedNetwork;
import java.util.function.Consumer;

/**
 * Trains a network on the digits for a step and for an epoch, here and on the CPU. After a step the
 * outputs differ by what forward pass and gradients differ by.
 */
final class Agreement implements CheckPart.Work {

  private static final String PART = "agreement";
  private static final int BATCH = 64;
  private static final int IMAGES = 640;
  private static final String CELL = "p:sep5x5+pp:max3x3,1:conv1x7_7x1+p:dil3x3";

  @Override
  public void measure(CheckSetup setup, Consumer<Measurement> found) throws InterruptedException {
    PackedImages all = DigitImages.load().train().images();
    PackedImages digits = all.limit(setup.isSmall() ? BATCH : IMAGES, 1);
    Device device = DeviceChoice.parse(setup.device()).resolve(notice -> {});
    for (Precision precision : setup.precisions()) {
      String name = "largest difference of probabilities from the CPU's, " + precision.text();
      double step = difference(digits.limit(BATCH, 1), device, precision);
      found.accept(new Measurement(PART, name + ", after a step", step, ""));
      double epoch = difference(digits, device, precision);
      found.accept(new Measurement(PART, name + ", after an epoch", epoch, ""));
    }
  }

  private static double difference(PackedImages images, Device device, Precision precision)
      throws InterruptedException {
    float[][] here = probabilities(images, device, precision);
    float[][] there = probabilities(images, Device.cpu(), Precision.FLOAT32);
    double largest = 0;
    for (int i = 0; i < here.length; i++) {
      for (int c = 0; c < here[i].length; c++) {
        largest = Math.max(largest, Math.abs(here[i][c] - there[i][c]));
      }
    }
    return largest;
  }

  private static float[][] probabilities(PackedImages images, Device device, Precision precision)
      throws InterruptedException {
    NetworkTraining training =
        NetworkTraining.builder()
            .setNetwork(network(images))
            .setRecipe(
                Recipe.builder()
                    .optEpochs(1)
                    .optBatchSize(BATCH)
                    .optRefusesChance(false)
                    .optPrecision(precision)
                    .build())
            .optDevice(device)
            .build();
    try (TrainedNetwork network = training.train(images, 1)) {
      float[][] pixels = new float[images.size()][images.format().pixels()];
      for (int i = 0; i < pixels.length; i++) {
        images.copyRaw(i, pixels[i]);
      }
      return network.probabilities(pixels);
    }
  }

  private static NetworkSpec network(PackedImages images) {
    return Setting.PROXY
        .of(Cell.parse(CELL))
        .optRepeats(1)
        .optFilters(8)
        .optStemMultiplier(1)
        .optImage(images.format().shape())
        .optClasses(images.classes().size())
        .build();
  }
}
