package io.github.tribuopnas.execution;

import ai.djl.Device;
import io.github.tribuopnas.base.Seeds;
import io.github.tribuopnas.image.Folds;
import io.github.tribuopnas.image.ImageSplit;
import io.github.tribuopnas.network.NetworkSpec;
import io.github.tribuopnas.training.Recipe;
import io.github.tribuopnas.training.engine.EngineThreads;
import io.github.tribuopnas.training.loop.EpochListener;
import io.github.tribuopnas.training.loop.NetworkTraining;
import io.github.tribuopnas.training.trained.Evaluation;
import io.github.tribuopnas.training.trained.TrainedNetwork;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * Trains a network once for each fold of the training images, without that fold, from other first
 * weights each time. Each network is measured on its fold and on the validation images, so that
 * every image is judged by networks that did not see it: those of the training part by one, those
 * of the validation part by all.
 *
 * @param images both parts
 * @param folds how many, from 2 to the number of training images
 * @param device where networks are trained
 */
record CrossedValidation(ImageSplit images, int folds, Device device) {

  /** How many images are judged. */
  int size() {
    return images.training().size() + images.validation().size();
  }

  /**
   * Trains and measures.
   *
   * @param spec the network
   * @param recipe of each training
   * @param seed decides folds and trainings
   * @param listener hears of the epochs of all trainings
   * @return the means over all images; those over classes are means over the parts
   */
  Evaluation evaluate(NetworkSpec spec, Recipe recipe, long seed, EpochListener listener)
      throws InterruptedException {
    List<Part> parts = new ArrayList<>();
    double shared = (double) images.validation().size() / folds;
    List<ImageSplit> splits = Folds.of(images.training(), folds, Seeds.derive(seed, "folds"));
    for (int fold = 0; fold < folds; fold++) {
      ImageSplit split = splits.get(fold);
      long ofFold = Seeds.derive(seed, "fold " + fold);
      try (EngineThreads threads = EngineThreads.one();
          TrainedNetwork network =
              training(spec, recipe, listener).train(split.training(), ofFold)) {
        parts.add(new Part(network.evaluate(split.validation()), split.validation().size()));
        parts.add(new Part(network.evaluate(images.validation()), shared));
      }
    }
    return new Evaluation(
        mean(parts, Evaluation::accuracy),
        mean(parts, Evaluation::balancedAccuracy),
        mean(parts, Evaluation::macroF1),
        mean(parts, Evaluation::loss),
        lossError(parts));
  }

  /** What a network reached on some images, and how many of all these stand for. */
  private record Part(Evaluation evaluation, double images) {}

  private NetworkTraining training(NetworkSpec spec, Recipe recipe, EpochListener listener) {
    return NetworkTraining.builder()
        .setNetwork(spec)
        .setRecipe(recipe)
        .optDevice(device)
        .optListener(listener)
        .build();
  }

  private double mean(List<Part> parts, ToDoubleFunction<Evaluation> value) {
    return parts.stream()
            .mapToDouble(part -> part.images() * value.applyAsDouble(part.evaluation()))
            .sum()
        / size();
  }

  /** Folds are other images each; the validation images are the same each time. */
  private double lossError(List<Part> parts) {
    double squares = 0;
    double ofValidation = 0;
    for (int i = 0; i < parts.size(); i++) {
      double error = parts.get(i).images() * parts.get(i).evaluation().lossError();
      if (i % 2 == 0) {
        squares += error * error;
      } else {
        ofValidation += error;
      }
    }
    return Math.sqrt(squares + ofValidation * ofValidation) / size();
  }
}
