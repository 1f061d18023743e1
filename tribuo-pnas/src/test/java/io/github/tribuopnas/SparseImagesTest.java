package io.github.tribuopnas;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.tribuopnas.image.ImageFormat;
import io.github.tribuopnas.image.PackedImages;
import io.github.tribuopnas.image.source.DigitImages;
import io.github.tribuopnas.search.strategy.StrategyOptions;
import io.github.tribuopnas.serving.OnnxClassifier;
import io.github.tribuopnas.space.SpaceOptions;
import io.github.tribuopnas.training.TrainingOptions;
import java.nio.FloatBuffer;
import java.util.Locale;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.tribuo.Example;
import org.tribuo.MutableDataset;
import org.tribuo.Prediction;
import org.tribuo.classification.Label;
import org.tribuo.classification.LabelFactory;
import org.tribuo.impl.ArrayExample;
import org.tribuo.provenance.SimpleDataSourceProvenance;

/**
 * Images as sparse Tribuo examples whose border is zero in all of them: no feature of it exists in
 * the dataset, so ids of features are no places of pixels.
 */
@Tag("slow")
class SparseImagesTest {

  private static final int SIDE = 8;
  private static final ImageFormat FORMAT = DigitImages.load().format();

  private static MutableDataset<Label> empty() {
    LabelFactory factory = new LabelFactory();
    return new MutableDataset<>(new SimpleDataSourceProvenance("digits", factory), factory);
  }

  private static float[] withoutBorder(PackedImages images, int number) {
    float[] pixels = new float[SIDE * SIDE];
    images.copyRaw(number, pixels);
    for (int i = 0; i < pixels.length; i++) {
      int row = i / SIDE;
      int column = i % SIDE;
      if (row == 0 || row == SIDE - 1 || column == 0 || column == SIDE - 1) {
        pixels[i] = 0;
      }
    }
    return pixels;
  }

  private static Example<Label> sparse(float[] pixels, String label) {
    ArrayExample<Label> example = new ArrayExample<>(new Label(label));
    for (int i = 0; i < pixels.length; i++) {
      if (pixels[i] != 0) {
        example.add(String.format(Locale.ROOT, "%02d", i), pixels[i]);
      }
    }
    return example;
  }

  private static PNASTrainerBuilder quick() {
    return PNASTrainer.builder()
        .setFormat(FORMAT)
        .optSpace(new SpaceOptions().withBlocks(1))
        .optStrategy(new StrategyOptions().withFirstLevel(5))
        .optTraining(new TrainingOptions().withEpochs(1).withFinalEpochs(4));
  }

  @Test
  void everyPixelLandsInItsPlace() {
    PackedImages train = DigitImages.load().train().images();
    MutableDataset<Label> dataset = empty();
    for (int i = 0; i < 600; i++) {
      String label = train.classes().get(train.label(i));
      dataset.add(sparse(withoutBorder(train, i), label));
    }
    assertTrue(dataset.getFeatureIDMap().size() <= 36, "the border has no features");
    PackedImages test = DigitImages.load().test().orElseThrow().images();
    int correct = 0;
    try (PNASModel model = quick().build().train(dataset);
        OnnxClassifier byHand = new OnnxClassifier(model.onnx())) {
      for (int i = 0; i < 100; i++) {
        float[] pixels = withoutBorder(test, i);
        String label = test.classes().get(test.label(i));
        Prediction<Label> prediction = model.predict(sparse(pixels, label));
        float[] expected = byHand.probabilities(FloatBuffer.wrap(pixels), 1)[0];
        float[] actual = new float[expected.length];
        for (int j = 0; j < actual.length; j++) {
          String name = byHand.labels().get(j);
          actual[j] = (float) prediction.getOutputScores().get(name).getScore();
        }
        assertArrayEquals(expected, actual, 1e-6f);
        correct += prediction.getOutput().getLabel().equals(label) ? 1 : 0;
      }
    }
    assertTrue(correct > 70, correct + " of 100; mislaid pixels give about 10");
  }

  private static void assertRefused(String named, MutableDataset<Label> dataset) {
    IllegalArgumentException refusal =
        assertThrows(IllegalArgumentException.class, () -> quick().build().train(dataset));
    assertTrue(refusal.getMessage().contains(named), refusal.getMessage());
  }

  @Test
  void datasetsThatTeachNothingAreRefused() {
    assertRefused("no image", empty());

    MutableDataset<Label> oneClass = empty();
    oneClass.add(sparse(new float[] {1, 2}, "a"));
    oneClass.add(sparse(new float[] {2, 1}, "a"));
    assertRefused("class", oneClass);

    MutableDataset<Label> unknown = empty();
    unknown.add(sparse(new float[] {1, 2}, "a"));
    unknown.add(sparse(new float[] {1, 3}, "b"));
    unknown.add(
        new ArrayExample<>(LabelFactory.UNKNOWN_LABEL, new String[] {"01"}, new double[] {1}));
    assertRefused("unknown", unknown);

    MutableDataset<Label> larger = empty();
    larger.add(sparse(new float[] {1, 2}, "a"));
    larger.add(new ArrayExample<>(new Label("b"), new String[] {"783"}, new double[] {1}));
    assertRefused("783", larger);
  }

  @Test
  void invocationCountsAreTribuos() {
    PNASTrainer trainer = quick().build();
    assertEquals(0, trainer.getInvocationCount());
    trainer.setInvocationCount(3);
    assertEquals(3, trainer.getInvocationCount());
    assertThrows(IllegalArgumentException.class, () -> trainer.setInvocationCount(-1));
  }
}
