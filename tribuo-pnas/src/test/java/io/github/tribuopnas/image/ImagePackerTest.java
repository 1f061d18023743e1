package io.github.tribuopnas.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.tribuo.Feature;
import org.tribuo.MutableDataset;
import org.tribuo.classification.Label;
import org.tribuo.classification.LabelFactory;
import org.tribuo.dataset.DatasetView;
import org.tribuo.impl.ArrayExample;
import org.tribuo.provenance.SimpleDataSourceProvenance;

final class ImagePackerTest {

  private static final ImageFormat SIX = ImageFormat.of(6, 6, 1);

  @Test
  void sparseImagesWithAnEmptyBorderKeepEveryPixelInItsPlace() {
    PackedImages original = TestImages.random(SIX, 11, 20, 20);
    MutableDataset<Label> sparse = empty();
    for (int i = 0; i < original.size(); i++) {
      ArrayExample<Label> example = new ArrayExample<>(label(original.label(i)));
      for (int y = 1; y < 5; y++) {
        for (int x = 1; x < 5; x++) {
          float value = original.value(i, y * 6 + x);
          if (value != 0) {
            example.add(String.format("%02d", y * 6 + x), value);
          }
        }
      }
      sparse.add(example);
    }
    assertEquals(16, sparse.getFeatureIDMap().size());
    PackedImages packed = ImagePacker.pack(sparse, SIX);
    for (int i = 0; i < packed.size(); i++) {
      for (int y = 0; y < 6; y++) {
        for (int x = 0; x < 6; x++) {
          boolean border = y == 0 || y == 5 || x == 0 || x == 5;
          float expected = border ? 0 : original.value(i, y * 6 + x);
          assertEquals(expected, packed.value(i, y * 6 + x));
        }
      }
    }
  }

  @Test
  void labelsAreTheIdsOfTheOutputs() {
    MutableDataset<Label> dataset = empty();
    for (int i = 0; i < 40; i++) {
      dataset.add(example("animal" + i % 20, "0", 1));
    }
    PackedImages packed = ImagePacker.pack(dataset, ImageFormat.of(1, 1, 1));
    for (int i = 0; i < packed.size(); i++) {
      Label label = dataset.getExample(i).getOutput();
      assertEquals(dataset.getOutputIDInfo().getID(label), packed.label(i));
      assertEquals(label.getLabel(), packed.classes().get(packed.label(i)));
    }
  }

  @Test
  void channelsSideBySideAndNumbersFromOneAreRead() {
    ImageFormat format =
        ImageFormat.builder()
            .setHeight(1)
            .setWidth(2)
            .setChannels(3)
            .optLayout(PixelLayout.HWC)
            .optFirstIndex(1)
            .build();
    MutableDataset<Label> dataset = empty();
    ArrayExample<Label> example = new ArrayExample<>(label(0));
    for (int i = 1; i <= 6; i++) {
      example.add("p" + i, 10 * i);
    }
    dataset.add(example);
    dataset.add(example("class1", "p1", 0.5));
    float[] pixels = new float[6];
    PackedImages packed = ImagePacker.pack(dataset, format);
    packed.copyRaw(0, pixels);
    assertArrayEquals(new float[] {10, 40, 20, 50, 30, 60}, pixels);
    assertEquals(0.5f, packed.value(1, 0));
  }

  @Test
  void imagesPackedAlreadyAreNotCopied() {
    PackedImages images = TestImages.random(SIX, 1, 3, 3);
    assertSame(images, ImagePacker.pack(TestImages.dataset(images), SIX));
    ImageFormat dark =
        ImageFormat.builder().setHeight(6).setWidth(6).setChannels(1).optMaximum(9).build();
    assertSame(images, ImagePacker.pack(TestImages.dataset(images), dark));
    ImageFormat fromOne =
        ImageFormat.builder().setHeight(6).setWidth(6).setChannels(1).optFirstIndex(1).build();
    for (ImageFormat other : List.of(fromOne, ImageFormat.of(9, 4, 1))) {
      assertThrows(
          IllegalArgumentException.class,
          () -> ImagePacker.pack(TestImages.dataset(images), other));
    }
  }

  @Test
  void aViewOfPackedImagesGivesTheSamePixels() {
    ImageFormat format =
        ImageFormat.builder()
            .setHeight(2)
            .setWidth(3)
            .setChannels(3)
            .optLayout(PixelLayout.HWC)
            .build();
    PackedImages images = TestImages.random(format, 1, 3, 3);
    DatasetView<Label> view =
        new DatasetView<>(TestImages.dataset(images), new int[] {5, 2}, "two");
    PackedImages packed = ImagePacker.pack(view, format);
    for (int p = 0; p < 18; p++) {
      assertEquals(images.value(5, p), packed.value(0, p));
      assertEquals(images.value(2, p), packed.value(1, p));
    }
    assertEquals(images.label(5), packed.label(0));
  }

  @Test
  void anEmptyDatasetIsRefused() {
    assertRefused(empty(), "no image");
  }

  @Test
  void oneClassIsRefused() {
    MutableDataset<Label> dataset = empty();
    dataset.add(example("only", "0", 1));
    assertRefused(dataset, "at least two classes");
  }

  @Test
  void anUnknownLabelIsRefused() {
    MutableDataset<Label> dataset = twoClasses();
    dataset.add(new ArrayExample<>(LabelFactory.UNKNOWN_LABEL, new String[] {"0"}, new double[1]));
    assertRefused(dataset, "unknown label");
  }

  @Test
  void anInfiniteValueIsRefused() {
    MutableDataset<Label> dataset = twoClasses();
    dataset.add(example("a", "3", Double.POSITIVE_INFINITY));
    assertRefused(dataset, "image 2 has the value Infinity in feature '3'");
  }

  @Test
  void aValueThatIsNoNumberIsRefused() {
    MutableDataset<Label> dataset = twoClasses();
    dataset.getExample(0).set(new Feature("0", Double.NaN));
    assertRefused(dataset, "NaN");
  }

  @Test
  void twoNamesOfOnePixelAreRefused() {
    MutableDataset<Label> dataset = twoClasses();
    dataset.add(example("a", "pixel7", 1));
    dataset.add(example("b", "07", 1));
    assertRefused(dataset, "'07' and 'pixel7' stand for the same pixel");
  }

  @Test
  void anImageLargerThanStatedIsRefused() {
    MutableDataset<Label> dataset = twoClasses();
    dataset.add(example("a", "36", 1));
    assertRefused(dataset, "the image size is probably wrong");
  }

  private static void assertRefused(MutableDataset<Label> dataset, String part) {
    Exception e =
        assertThrows(IllegalArgumentException.class, () -> ImagePacker.pack(dataset, SIX));
    assertTrue(e.getMessage().contains(part), e.getMessage());
  }

  private static MutableDataset<Label> empty() {
    LabelFactory factory = new LabelFactory();
    return new MutableDataset<>(new SimpleDataSourceProvenance("test", factory), factory);
  }

  private static MutableDataset<Label> twoClasses() {
    MutableDataset<Label> dataset = empty();
    dataset.add(example("a", "0", 1));
    dataset.add(example("b", "1", 1));
    return dataset;
  }

  private static Label label(int number) {
    return new Label("class" + number);
  }

  private static ArrayExample<Label> example(String label, String feature, double value) {
    return new ArrayExample<>(new Label(label), new String[] {feature}, new double[] {value});
  }
}
