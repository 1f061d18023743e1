package io.github.tribuopnas.cli;

import io.github.tribuopnas.PNASModel;
import io.github.tribuopnas.evaluation.Evaluation;
import io.github.tribuopnas.image.ImageSet;
import io.github.tribuopnas.image.PackedImages;
import io.github.tribuopnas.serving.OnnxClassifier;
import io.github.tribuopnas.serving.ScoredImages;
import java.util.Optional;

/** Evaluates a model with pictures of its mistakes and of what its labels depend on. */
final class TestEvaluation {

  private TestEvaluation() {}

  /**
   * Evaluates a new model on the test images of the set that it was made of.
   *
   * @param model the model
   * @param images the set
   * @return the evaluation; empty if there are no test images
   */
  static Optional<Evaluation> of(PNASModel model, ImageSet images) {
    if (images.test().isEmpty()) {
      return Optional.empty();
    }
    try (OnnxClassifier classifier = new OnnxClassifier(model.onnx())) {
      PackedImages test = images.test().get().images();
      return Optional.of(ScoredImages.of(classifier, test).illustrated("test"));
    }
  }
}
