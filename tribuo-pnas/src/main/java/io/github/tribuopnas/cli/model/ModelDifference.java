package io.github.tribuopnas.cli.model;

import io.github.tribuopnas.image.PackedImages;
import io.github.tribuopnas.serving.OnnxClassifier;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/**
 * How far two classifiers are apart on the same images.
 *
 * @param images what they were run on
 * @param count how many images that were
 * @param absolute largest difference of two probabilities
 * @param relative largest difference relative to the larger of the two
 * @param otherLabels images that the two give different labels
 */
record ModelDifference(
    String images, int count, double absolute, double relative, int otherLabels) {

  /** Probabilities below this are rounding error, of which no fraction is taken. */
  private static final double SMALLEST = 1e-6;

  private static final int[] BATCHES = {1, 2, 7, 64};

  /** Compares on packed images, from the first. */
  static ModelDifference on(
      String name, PackedImages images, int limit, OnnxClassifier a, OnnxClassifier b) {
    int[] first = new int[Math.min(limit, images.size())];
    Arrays.setAll(first, i -> i);
    PackedImages compared = images.select(first);
    return of(name, a.probabilities(compared), b.probabilities(compared));
  }

  /** Compares on images whose pixels are random, from black to white, in batches of many sizes. */
  static ModelDifference onRandom(long seed, OnnxClassifier a, OnnxClassifier b) {
    SplittableRandom random = new SplittableRandom(seed);
    float maximum = (float) a.format().maximum();
    ModelDifference largest = new ModelDifference("random", 0, 0, 0, 0);
    for (int size : BATCHES) {
      float[] pixels = new float[size * a.format().pixels()];
      for (int i = 0; i < pixels.length; i++) {
        pixels[i] = random.nextInt(256) * maximum / 255;
      }
      PackedImages images =
          PackedImages.ofFloats(a.format(), pixels, new int[size], List.of("none"));
      largest = largest.plus(on("random", images, size, a, b));
    }
    return largest;
  }

  private ModelDifference plus(ModelDifference other) {
    return new ModelDifference(
        images,
        count + other.count,
        Math.max(absolute, other.absolute),
        Math.max(relative, other.relative),
        otherLabels + other.otherLabels);
  }

  private static ModelDifference of(String name, float[][] a, float[][] b) {
    double absolute = 0;
    double relative = 0;
    int otherLabels = 0;
    for (int i = 0; i < a.length; i++) {
      for (int j = 0; j < a[i].length; j++) {
        double gap = Math.abs((double) a[i][j] - b[i][j]);
        // NaN on one side only must not pass as agreement.
        boolean sameKind = Double.isNaN(a[i][j]) == Double.isNaN(b[i][j]);
        gap = Double.isNaN(gap) ? (sameKind ? 0 : Double.POSITIVE_INFINITY) : gap;
        absolute = Math.max(absolute, gap);
        double size = Math.max(Math.abs(a[i][j]), Math.abs(b[i][j]));
        relative = Math.max(relative, gap / Math.max(SMALLEST, size));
      }
      otherLabels += largest(a[i]) == largest(b[i]) ? 0 : 1;
    }
    return new ModelDifference(name, a.length, absolute, relative, otherLabels);
  }

  private static int largest(float[] values) {
    int largest = 0;
    for (int i = 1; i < values.length; i++) {
      largest = values[i] > values[largest] ? i : largest;
    }
    return largest;
  }

  boolean isWithin(double tolerance) {
    return absolute <= tolerance;
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "%s, %,d images: largest difference %.2e absolute, %.2e relative; %d other labels",
        images,
        count,
        absolute,
        relative,
        otherLabels);
  }
}
