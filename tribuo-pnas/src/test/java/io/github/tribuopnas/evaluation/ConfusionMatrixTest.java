package io.github.tribuopnas.evaluation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.tribuopnas.image.ImageFormat;
import io.github.tribuopnas.image.PackedImages;
import io.github.tribuopnas.image.codec.ImagePng;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.tribuo.MutableDataset;
import org.tribuo.Prediction;
import org.tribuo.classification.Label;
import org.tribuo.classification.LabelFactory;
import org.tribuo.classification.baseline.DummyClassifierTrainer;
import org.tribuo.classification.evaluation.LabelEvaluation;
import org.tribuo.classification.evaluation.LabelEvaluator;
import org.tribuo.impl.ArrayExample;
import org.tribuo.provenance.SimpleDataSourceProvenance;

final class ConfusionMatrixTest {

  @Test
  void aSmallClassCountsAsMuchAsALargeOne() {
    ConfusionMatrix matrix = new ConfusionMatrix(3);
    for (int i = 0; i < 98; i++) {
      matrix.add(0, 0);
    }
    matrix.add(1, 0);
    matrix.add(1, 1);
    assertEquals(0.99, matrix.accuracy(), 1e-12);
    assertEquals(0.75, matrix.balancedAccuracy(), 1e-12);
    assertEquals(List.of(List.of(98, 0, 0), List.of(1, 1, 0), List.of(0, 0, 0)), matrix.counts());
  }

  @Test
  void nothingCountedIsNoNumber() {
    assertTrue(Double.isNaN(new ConfusionMatrix(2).accuracy()));
    assertTrue(Double.isNaN(new ConfusionMatrix(2).balancedAccuracy()));
  }

  @Test
  void tribuosOwnEvaluationAgrees() {
    SplittableRandom random = new SplittableRandom(5);
    ConfusionMatrix matrix = new ConfusionMatrix(4);
    MutableDataset<Label> seen =
        new MutableDataset<>(
            new SimpleDataSourceProvenance("test", new LabelFactory()), new LabelFactory());
    List<Prediction<Label>> predictions = new ArrayList<>();
    for (int i = 0; i < 400; i++) {
      int actual = random.nextInt(1 + random.nextInt(4));
      int predicted = random.nextInt(3) == 0 ? random.nextInt(4) : actual;
      matrix.add(actual, predicted);
      ArrayExample<Label> example =
          new ArrayExample<>(new Label("c" + actual), new String[] {"f"}, new double[] {1});
      seen.add(example);
      predictions.add(new Prediction<>(new Label("c" + predicted), 1, example));
    }
    LabelEvaluation evaluation =
        new LabelEvaluator()
            .evaluate(
                DummyClassifierTrainer.createMostFrequentTrainer().train(seen),
                predictions,
                seen.getProvenance());
    assertEquals(evaluation.accuracy(), matrix.accuracy(), 1e-12);
    assertEquals(1 - evaluation.balancedErrorRate(), matrix.balancedAccuracy(), 1e-12);
  }

  @Test
  void aPngShowsThePixels() throws IOException {
    byte[] values = {0, 8, 16, 4, 12, 1};
    ImageFormat format =
        ImageFormat.builder().setHeight(2).setWidth(3).setChannels(1).optMaximum(16).build();
    PackedImages images = PackedImages.ofBytes(format, values, new int[] {0}, List.of("a", "b"));
    BufferedImage png = ImageIO.read(new ByteArrayInputStream(ImagePng.of(images, 0)));
    assertArrayEquals(
        new int[] {0, 128, 255, 64, 191, 16}, png.getRaster().getPixels(0, 0, 3, 2, (int[]) null));
    PackedImages color =
        PackedImages.ofBytes(
            ImageFormat.of(1, 1, 3), new byte[] {1, 2, (byte) 200}, new int[] {0}, List.of("a"));
    assertEquals(
        0xff0102c8, ImageIO.read(new ByteArrayInputStream(ImagePng.of(color, 0))).getRGB(0, 0));
  }
}
