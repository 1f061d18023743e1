package io.github.tribuopnas.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class PackedImagesTest {

  private static final ImageFormat RGB = ImageFormat.of(1, 2, 3);

  /** Two images of one row of two RGB pixels. */
  private static final PackedImages TWO =
      PackedImages.ofBytes(
          RGB,
          new byte[] {0, 10, 20, (byte) 200, 11, 20, 100, 12, 20, 100, 13, 20},
          new int[] {1, 0},
          List.of("a", "b"));

  @Test
  void piecesAreAsOneArray() {
    PackedImages pieces =
        PackedImages.ofBlocks(
            RGB,
            List.of(
                ByteBuffer.wrap(new byte[] {0, 10, 20, (byte) 200, 11, 20}),
                ByteBuffer.wrap(new byte[] {100, 12, 20, 100, 13, 20})),
            new int[] {1, 0},
            List.of("a", "b"));
    assertEquals(TWO.sha256(), pieces.sha256());
    assertArrayEquals(TWO.moments(), pieces.moments());
    ChannelNormalization normalization = ChannelNormalization.of(TWO);
    for (int image = 0; image < 2; image++) {
      FloatBuffer one = FloatBuffer.allocate(6);
      FloatBuffer other = FloatBuffer.allocate(6);
      TWO.copyNormalized(image, normalization, one);
      pieces.copyNormalized(image, normalization, other);
      assertArrayEquals(one.array(), other.array());
      assertEquals(TWO.value(image, 5), pieces.value(image, 5));
    }
    List<ByteBuffer> torn = List.of(ByteBuffer.allocate(4), ByteBuffer.allocate(8));
    IllegalArgumentException e =
        assertThrows(
            IllegalArgumentException.class,
            () -> PackedImages.ofBlocks(RGB, torn, new int[] {1, 0}, List.of("a", "b")));
    assertTrue(e.getMessage().contains("a piece of 4 values"), e.getMessage());
  }

  @Test
  void rawPixelsComeChannelByChannel() {
    float[] first = new float[6];
    TWO.copyRaw(0, first);
    assertArrayEquals(new float[] {0, 200, 10, 11, 20, 20}, first);
    FloatBuffer buffer = FloatBuffer.allocate(8).position(1);
    TWO.copyRaw(1, buffer);
    assertEquals(7, buffer.position());
    assertArrayEquals(new float[] {0, 100, 100, 12, 13, 20, 20, 0}, buffer.array());
    for (int i = 0; i < 6; i++) {
      assertEquals(first[i], TWO.value(0, i));
    }
  }

  @Test
  void momentsAreThoseOfThePopulationAndAConstantChannelHasDeviationOne() {
    assertArrayEquals(new double[] {100, 11.5, 20}, ChannelNormalization.of(TWO).means(), 1e-12);
    assertArrayEquals(
        new double[] {Math.sqrt(5000), Math.sqrt(1.25), 1},
        ChannelNormalization.of(TWO).deviations(),
        1e-12);
  }

  @Test
  void normalizedPixelsComeInMemoryOrder() {
    FloatBuffer buffer = FloatBuffer.allocate(6);
    TWO.copyNormalized(1, ChannelNormalization.of(TWO), buffer);
    float low = (float) (0.5 / Math.sqrt(1.25));
    float high = (float) (1.5 / Math.sqrt(1.25));
    assertArrayEquals(new float[] {0, low, 0, 0, high, 0}, buffer.array(), 1e-6f);
  }

  @Test
  void bytesAndFloatsOfTheSameValuesAgree() {
    PackedImages bytes = TestImages.random(ImageFormat.of(5, 4, 3), 7, 6, 6);
    float[] values = new float[12 * 60];
    int[] labels = new int[12];
    for (int i = 0; i < 12; i++) {
      labels[i] = bytes.label(i);
      for (int c = 0; c < 3; c++) {
        for (int p = 0; p < 20; p++) {
          values[i * 60 + p * 3 + c] = bytes.value(i, c * 20 + p);
        }
      }
    }
    PackedImages floats = PackedImages.ofFloats(bytes.format(), values, labels, bytes.classes());
    assertArrayEquals(
        ChannelNormalization.of(bytes).means(), ChannelNormalization.of(floats).means(), 1e-9);
    assertArrayEquals(
        ChannelNormalization.of(bytes).deviations(),
        ChannelNormalization.of(floats).deviations(),
        1e-9);
    FloatBuffer one = FloatBuffer.allocate(60);
    FloatBuffer other = FloatBuffer.allocate(60);
    ChannelNormalization normalization = ChannelNormalization.of(bytes);
    bytes.copyNormalized(3, normalization, one);
    floats.copyNormalized(3, normalization, other);
    assertArrayEquals(one.array(), other.array());
  }

  @Test
  void aSelectionOfASelectionShowsTheRightImages() {
    PackedImages images = TestImages.random(ImageFormat.of(3, 3, 1), 1, 10, 10);
    PackedImages odd = images.select(new int[] {1, 3, 5, 7, 9});
    PackedImages two = odd.select(new int[] {4, 0, 0});
    assertEquals(3, two.size());
    for (int i = 0; i < 9; i++) {
      assertEquals(images.value(9, i), two.value(0, i));
      assertEquals(images.value(1, i), two.value(2, i));
    }
    assertEquals(images.label(9), two.label(0));
    assertThrows(IndexOutOfBoundsException.class, () -> odd.select(new int[] {5}));
  }

  @Test
  void classesGetOtherNumbersByName() {
    PackedImages images = TestImages.random(RGB, 2, 3, 0, 2);
    List<String> names = List.of("class2", "other", "class0");
    PackedImages renumbered = images.withClasses(names);
    for (int i = 0; i < 5; i++) {
      assertEquals(images.classes().get(images.label(i)), names.get(renumbered.label(i)));
    }
    assertThrows(
        IllegalArgumentException.class, () -> images.withClasses(List.of("class0", "class1")));
    assertThrows(
        IllegalArgumentException.class,
        () -> images.withClasses(List.of("class0", "class2", "class2")));
    int[] zeros = IntStream.range(0, 5).filter(i -> images.label(i) == 0).toArray();
    PackedImages narrow = images.select(zeros).withClasses(List.of("class0"));
    assertArrayEquals(new int[] {3}, narrow.withClasses(List.of("class0")).classCounts());
    assertArrayEquals(new int[] {0, 3}, narrow.withClasses(List.of("x", "class0")).classCounts());
  }

  @Test
  void theSplitTakesTheSameFractionOfEachClassAndLosesNothing() {
    PackedImages images = TestImages.random(ImageFormat.of(2, 2, 1), 3, 100, 50, 11, 2);
    ImageSplit split = images.stratifiedSplit(0.2, 42);
    assertArrayEquals(new int[] {20, 10, 2, 1}, split.validation().classCounts());
    assertArrayEquals(new int[] {80, 40, 9, 1}, split.training().classCounts());
    Set<Float> seen = new HashSet<>();
    PackedImages numbered = numbered(163, images);
    ImageSplit again = numbered.stratifiedSplit(0.2, 42);
    for (PackedImages part : List.of(again.training(), again.validation())) {
      for (int i = 0; i < part.size(); i++) {
        assertTrue(seen.add(part.value(i, 0)));
      }
    }
    assertEquals(163, seen.size());
  }

  @Test
  void theSplitDependsOnTheSeedAlone() {
    PackedImages images = numbered(163, TestImages.random(RGB, 3, 100, 50, 11, 2));
    assertEquals(first(images.stratifiedSplit(0.2, 5)), first(images.stratifiedSplit(0.2, 5)));
    assertTrue(
        !first(images.stratifiedSplit(0.2, 5)).equals(first(images.stratifiedSplit(0.2, 6))));
  }

  @Test
  void aClassThatCannotBeSplitIsNamed() {
    PackedImages images = TestImages.random(RGB, 3, 5, 1);
    Exception e =
        assertThrows(IllegalArgumentException.class, () -> images.stratifiedSplit(0.5, 1));
    assertTrue(e.getMessage().contains("'class1' has one image only"), e.getMessage());
    PackedImages alone = TestImages.random(RGB, 3, 5, 0);
    assertTrue(
        assertThrows(IllegalArgumentException.class, () -> alone.stratifiedSplit(0.5, 1))
            .getMessage()
            .contains("at least two classes"));
    for (double fraction : new double[] {0, 1, -1, Double.NaN}) {
      assertThrows(IllegalArgumentException.class, () -> TWO.stratifiedSplit(fraction, 1));
    }
  }

  @Test
  void aTenthOfEachClassIsSetAsideForTheTestButTwoAreLeft() {
    PackedImages images = numbered(167, TestImages.random(RGB, 3, 100, 50, 11, 3, 2, 1));
    PackedImages test = StratifiedSampler.testSplit(images, 0.1, 42, SplitPart.TEST);
    PackedImages train = StratifiedSampler.testSplit(images, 0.1, 42, SplitPart.TRAIN);
    assertArrayEquals(new int[] {10, 5, 1, 1, 0, 0}, test.classCounts());
    assertArrayEquals(new int[] {90, 45, 10, 2, 2, 1}, train.classCounts());
    Set<Float> both = values(test);
    both.addAll(values(train));
    assertEquals(167, both.size());
    assertEquals(
        values(test), values(StratifiedSampler.testSplit(images, 0.1, 42, SplitPart.TEST)));
    assertTrue(
        !values(test).equals(values(StratifiedSampler.testSplit(images, 0.1, 43, SplitPart.TEST))));
    PackedImages few = TestImages.random(RGB, 3, 2, 2);
    Exception none =
        assertThrows(
            IllegalArgumentException.class,
            () -> StratifiedSampler.testSplit(few, 0.1, 1, SplitPart.TEST));
    assertTrue(none.getMessage().contains("three images"), none.getMessage());
    assertThrows(
        IllegalArgumentException.class,
        () -> StratifiedSampler.testSplit(images, 1, 1, SplitPart.TEST));
  }

  @Test
  void aLimitKeepsTwoOfEachClassAndThenTheProportions() {
    PackedImages images = TestImages.random(RGB, 9, 600, 300, 100, 3);
    assertArrayEquals(new int[] {2, 2, 2, 2}, images.limit(8, 1).classCounts());
    int[] hundred = images.limit(100, 1).classCounts();
    assertEquals(100, IntStream.of(hundred).sum());
    assertTrue(Math.abs(hundred[0] - 60) <= 2 && Math.abs(hundred[1] - 30) <= 2);
    assertSame(images, images.limit(2000, 1));
    assertThrows(IllegalArgumentException.class, () -> images.limit(0, 1));
  }

  @Test
  void aSmallerLimitIsPartOfALargerOne() {
    PackedImages images = numbered(1003, TestImages.random(RGB, 9, 600, 300, 100, 3));
    Set<Float> large = values(images.limit(200, 8));
    Set<Float> small = values(images.limit(50, 8));
    assertEquals(50, small.size());
    assertTrue(large.containsAll(small));
  }

  @Test
  void theHashIsThatOfWhatTheImagesShow() {
    ImageFormat format = ImageFormat.of(1, 2, 1);
    int[] labels = {0, 1};
    PackedImages bytes =
        PackedImages.ofBytes(format, new byte[] {1, 2, 3, 4}, labels, List.of("a", "b"));
    PackedImages floats =
        PackedImages.ofFloats(format, new float[] {1, 2, 3, 4}, labels, List.of("a", "b"));
    assertEquals(bytes.sha256(), floats.sha256());
    assertEquals(64, bytes.sha256().length());
    assertEquals(bytes.sha256(), bytes.select(new int[] {0, 1}).sha256());
    assertNotEquals(bytes.sha256(), bytes.select(new int[] {1, 0}).sha256());
    assertNotEquals(
        bytes.sha256(),
        PackedImages.ofBytes(format, new byte[] {1, 2, 3, 5}, labels, List.of("a", "b")).sha256());
    assertNotEquals(
        bytes.sha256(),
        PackedImages.ofBytes(format, new byte[] {1, 2, 3, 4}, new int[] {1, 0}, List.of("a", "b"))
            .sha256());
    assertNotEquals(
        bytes.sha256(),
        PackedImages.ofBytes(format, new byte[] {1, 2, 3, 4}, labels, List.of("a", "c")).sha256());
  }

  @Test
  void whatDoesNotFitIsRefused() {
    List<String> classes = List.of("a", "b");
    assertThrows(
        IllegalArgumentException.class,
        () -> PackedImages.ofBytes(RGB, new byte[5], new int[1], classes));
    assertThrows(
        IllegalArgumentException.class,
        () -> PackedImages.ofBytes(RGB, new byte[6], new int[] {2}, classes));
    assertThrows(
        IllegalArgumentException.class,
        () -> PackedImages.ofBytes(RGB, new byte[6], new int[1], List.of("a", "a")));
    float[] nan = {0, 0, Float.NaN, 0, 0, 0};
    assertThrows(
        IllegalArgumentException.class, () -> PackedImages.ofFloats(RGB, nan, new int[1], classes));
    assertThrows(
        IllegalArgumentException.class,
        () ->
            TWO.copyNormalized(
                0,
                ChannelNormalization.of(new double[1], new double[] {1}),
                FloatBuffer.allocate(6)));
    assertThrows(
        IllegalArgumentException.class,
        () -> ChannelNormalization.of(new double[1], new double[1]));
  }

  /** Returns images with the labels of others, whose first value is their number. */
  private static PackedImages numbered(int count, PackedImages labeled) {
    float[] pixels = new float[count];
    int[] labels = new int[count];
    for (int i = 0; i < count; i++) {
      pixels[i] = i;
      labels[i] = labeled.label(i);
    }
    return PackedImages.ofFloats(ImageFormat.of(1, 1, 1), pixels, labels, labeled.classes());
  }

  private static Set<Float> first(ImageSplit split) {
    return values(split.validation());
  }

  private static Set<Float> values(PackedImages images) {
    Set<Float> values = new HashSet<>();
    for (int i = 0; i < images.size(); i++) {
      values.add(images.value(i, 0));
    }
    return values;
  }
}
