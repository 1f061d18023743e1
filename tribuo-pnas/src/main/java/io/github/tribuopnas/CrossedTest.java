package io.github.tribuopnas;

import io.github.tribuopnas.evaluation.CrossedEvaluation;
import io.github.tribuopnas.evaluation.Evaluation;
import io.github.tribuopnas.image.Folds;
import io.github.tribuopnas.image.ImageSplit;
import io.github.tribuopnas.serving.OnnxClassifier;
import io.github.tribuopnas.serving.ScoredImages;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/**
 * Tests a model of few images by crossed validation: for each part of them, networks like the
 * model's are trained without it and label it. What holds for them holds for the model, which has
 * learned from a few images more.
 *
 * @param run the invocation that made the model
 * @param folds in how many parts the images are, at least 2
 * @param messages takes a line for each part
 */
record CrossedTest(TrainerRun run, int folds, Consumer<String> messages) {

  /** Makes a model like the one that is tested. */
  @FunctionalInterface
  interface Repetition {

    /**
     * Trains without a part of the images.
     *
     * @param part the number of the part, from 0
     * @param others the invocation with the images of the others
     * @return the model, to be closed by the caller
     */
    PNASModel train(int part, TrainerRun others) throws InterruptedException;
  }

  /** Returns, for each part, its images for validation and all others for training. */
  static List<ImageSplit> parts(TrainerRun run, int folds) {
    return Folds.of(run.images(), folds, run.seed("test folds"));
  }

  /**
   * Trains as many models as there are parts, and returns how they label what each has not seen.
   */
  Evaluation evaluate(Repetition repetition) throws InterruptedException {
    List<Evaluation> parts = new ArrayList<>();
    for (ImageSplit split : parts(run, folds)) {
      try (PNASModel model = repetition.train(parts.size(), run.withImages(split.training()));
          OnnxClassifier classifier = new OnnxClassifier(model.onnx())) {
        Evaluation part =
            ScoredImages.of(classifier, split.validation()).illustrated(CrossedEvaluation.NAME);
        parts.add(part);
        messages.accept(
            String.format(
                Locale.ROOT,
                "crossed validation: part %d of %d, %.4f of %d images labeled correctly",
                parts.size(),
                folds,
                part.metrics().accuracy(),
                part.metrics().images()));
      }
    }
    return CrossedEvaluation.of(parts);
  }
}
