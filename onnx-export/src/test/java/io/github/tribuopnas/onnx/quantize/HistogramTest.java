package io.github.tribuopnas.onnx.quantize;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class HistogramTest {

  private static float[] normal(int count, double deviation) {
    SplittableRandom random = new SplittableRandom(1);
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = (float) (deviation * random.nextGaussian());
    }
    return values;
  }

  /** The 0.01 % and 99.99 % quantiles of a normal distribution are 3.719 deviations away. */
  @Test
  void theTailsOfANormalDistributionAreCutOff() {
    Histogram histogram = new Histogram();
    histogram.add(normal(1_000_000, 2));
    assertArrayEquals(new float[] {-7.438f, 7.438f}, histogram.withoutTails(), 0.1f);
  }

  /** Whether the large values come first or last. */
  @Test
  void theOrderOfTheValuesDoesNotMatter() {
    float[] small = normal(10_000, 0.01);
    float[] large = normal(10_000, 100);
    Histogram rising = new Histogram();
    rising.add(small);
    rising.add(large);
    Histogram falling = new Histogram();
    falling.add(large);
    falling.add(small);
    assertArrayEquals(rising.withoutTails(), falling.withoutTails());
    assertEquals(rising.entropyBound(), falling.entropyBound());
  }

  @Test
  void whatIsNotFiniteDoesNotCount() {
    Histogram histogram = new Histogram();
    histogram.add(new float[] {1, Float.NaN, Float.NEGATIVE_INFINITY, Float.POSITIVE_INFINITY, -1});
    assertArrayEquals(new float[] {-1, 1}, histogram.withoutTails(), 1e-3f);
  }
}
