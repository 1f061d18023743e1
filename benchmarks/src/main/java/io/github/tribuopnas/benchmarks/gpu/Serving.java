package io.github.tribuopnas.benchmarks.gpu;

import io.github.tribuopnas.CellTrainer;
import io.github.tribuopnas.PNASModel;
import io.github.tribuopnas.image.ImageDataset;
import io.github.tribuopnas.image.ImageSet;
import io.github.tribuopnas.image.PackedImages;
import io.github.tribuopnas.image.source.DigitImages;
import io.github.tribuopnas.network.NetworkOptions;
import io.github.tribuopnas.serving.OnnxClassifier;
import io.github.tribuopnas.serving.ServingDevice;
import io.github.tribuopnas.training.RecipeOptions;
import java.util.function.Consumer;

/** Runs an exported network in ONNX Runtime, here and on the CPU. */
final class Serving implements CheckPart.Work {

  private static final String PART = "serving";
  private static final double NANOS = 1e9;

  @Override
  public void measure(CheckSetup setup, Consumer<Measurement> found) {
    ImageSet digits = DigitImages.load();
    ImageDataset few = digits.train().limit(setup.isSmall() ? 60 : 600, 1);
    byte[] onnx = model(setup, few);
    try (OnnxClassifier cpu = new OnnxClassifier(onnx);
        OnnxClassifier here = new OnnxClassifier(onnx)) {
      String provider =
          ServingDevice.parse(setup.device()).place(here, notice -> System.err.println(notice));
      float[][] expected = cpu.probabilities(few.images());
      float[][] actual = here.probabilities(few.images());
      found.accept(
          new Measurement(
              PART,
              "largest difference of probabilities, " + provider + " from the CPU",
              difference(expected, actual),
              ""));
      found.accept(
          new Measurement(PART, provider, perSecond(here, few.images(), setup), "images/s"));
      found.accept(
          new Measurement(PART, "the CPU", perSecond(cpu, few.images(), setup), "images/s"));
    }
  }

  private static byte[] model(CheckSetup setup, ImageDataset images) {
    try (PNASModel model =
        CellTrainer.builder()
            .setFormat(images.format())
            .setNetwork(
                new NetworkOptions()
                    .withCell(setup.cases().get(0).cell().toString())
                    .withRepeats(1)
                    .withFilters(setup.cases().get(0).filters())
                    .withStemMultiplier(1))
            .optRecipe(
                new RecipeOptions()
                    .withEpochs(1)
                    .withOverride("augmentations", "none")
                    .withValidationFraction(0))
            .build()
            .train(images)) {
      return model.onnx();
    }
  }

  private static double difference(float[][] one, float[][] other) {
    double largest = 0;
    for (int i = 0; i < one.length; i++) {
      for (int c = 0; c < one[i].length; c++) {
        largest = Math.max(largest, Math.abs(one[i][c] - other[i][c]));
      }
    }
    return largest;
  }

  private static double perSecond(
      OnnxClassifier classifier, PackedImages images, CheckSetup setup) {
    long start = System.nanoTime();
    long end = start;
    long count = 0;
    while (count == 0 || (end - start) / NANOS < setup.seconds()) {
      classifier.probabilities(images);
      count += images.size();
      end = System.nanoTime();
    }
    return count / ((end - start) / NANOS);
  }
}
