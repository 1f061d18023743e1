package io.github.tribuopnas.serving;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.tribuopnas.PNASModel;
import io.github.tribuopnas.UntrainedModels;
import io.github.tribuopnas.evaluation.Evaluation;
import io.github.tribuopnas.evaluation.Explanation;
import io.github.tribuopnas.image.ChannelNormalization;
import io.github.tribuopnas.image.ImageFormat;
import io.github.tribuopnas.image.PackedImages;
import java.nio.FloatBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;

/** On a model with random weights, whose answers are as good as any for this. */
class ScoredImagesTest {

  private static final ImageFormat FORMAT = ImageFormat.of(9, 8, 1);

  @Test
  void imagesAreScoredInTheirOrderAndMistakesTheSurestFirst() {
    PackedImages images = UntrainedModels.images(FORMAT, 150, 3);
    try (PNASModel model = UntrainedModels.of(UntrainedModels.dataset(images), FORMAT);
        OnnxClassifier classifier = new OnnxClassifier(model.onnx())) {
      ScoredImages scored = ScoredImages.of(classifier, images);
      float[][] expected = classifier.probabilities(images);
      for (int i = 0; i < images.size(); i++) {
        assertArrayEquals(expected[i], scored.probabilities(i), 1e-6f);
        assertEquals(
            images.classes().get(images.label(i)), classifier.labels().get(scored.actual(i)));
      }
      Evaluation evaluation = scored.evaluation("test", 5);
      assertEquals(150, evaluation.metrics().images());
      assertEquals(5, evaluation.mistakes().size());
      for (int i = 1; i < 5; i++) {
        assertTrue(
            evaluation.mistakes().get(i - 1).probability()
                >= evaluation.mistakes().get(i).probability());
      }
    }
  }

  /** The corner is covered by one patch that reaches over both edges, and by its neighbors. */
  @Test
  void theDropOfAPartIsTheMeanOfThePatchesOverIt() {
    PackedImages images = UntrainedModels.images(FORMAT, 30, 3);
    try (PNASModel model = UntrainedModels.of(UntrainedModels.dataset(images), FORMAT);
        OnnxClassifier classifier = new OnnxClassifier(model.onnx())) {
      ScoredImages scored = ScoredImages.of(classifier, images);
      List<Explanation> explanations = scored.explanations(4);
      assertEquals(4, explanations.size());
      Explanation first = explanations.get(0);
      assertEquals(8, first.rows());
      assertEquals(8, first.columns());
      int image = surestMistake(scored, images);
      int label = scored.predicted(image);
      double sum = 0;
      // Nine rows of pixels are eight parts, of which the last has two.
      for (int bottom = 1; bottom <= 2; bottom++) {
        for (int right = 1; right <= 2; right++) {
          sum += covered(classifier, images, image, bottom, right)[label];
        }
      }
      assertEquals(scored.probabilities(image)[label] - sum / 4, first.drops().get(0), 1e-6);
    }
  }

  private static int surestMistake(ScoredImages scored, PackedImages images) {
    int surest = -1;
    for (int i = 0; i < images.size(); i++) {
      boolean wrong = scored.actual(i) != scored.predicted(i);
      if (wrong && (surest < 0 || sure(scored, i) > sure(scored, surest))) {
        surest = i;
      }
    }
    return surest;
  }

  private static float sure(ScoredImages scored, int image) {
    return scored.probabilities(image)[scored.predicted(image)];
  }

  private static float[] covered(
      OnnxClassifier classifier, PackedImages images, int image, int bottom, int right) {
    float[] pixels = new float[FORMAT.pixels()];
    images.copyRaw(image, pixels);
    for (int y = 0; y < bottom; y++) {
      for (int x = 0; x < right; x++) {
        pixels[y * FORMAT.width() + x] = (float) ChannelNormalization.of(images).means()[0];
      }
    }
    return classifier.probabilities(FloatBuffer.wrap(pixels), 1)[0];
  }

  @Test
  void aClassThatTheModelDoesNotKnowIsRefused() {
    PackedImages images = UntrainedModels.images(FORMAT, 12, 3);
    PackedImages more =
        PackedImages.ofBytes(
            FORMAT, new byte[2 * FORMAT.pixels()], new int[] {0, 1}, List.of("cat", "zebra"));
    try (PNASModel model = UntrainedModels.of(UntrainedModels.dataset(images), FORMAT);
        OnnxClassifier classifier = new OnnxClassifier(model.onnx())) {
      IllegalArgumentException refusal =
          assertThrows(IllegalArgumentException.class, () -> ScoredImages.of(classifier, more));
      assertTrue(refusal.getMessage().contains("it knows "), refusal.getMessage());
    }
  }
}
