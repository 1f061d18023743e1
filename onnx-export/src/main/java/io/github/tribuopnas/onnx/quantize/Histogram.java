package io.github.tribuopnas.onnx.quantize;

/**
 * How often values fall into equal bins from {@code -bound} to {@code bound}. The bound is a power
 * of two and doubles, two bins becoming one, when a larger value comes.
 */
final class Histogram {
  private static final int HALF = 4096;
  private static final int LEVELS = 128;
  private static final double TAIL = 1e-4;

  private float bound = 0x1p-100f;
  private long[] counts = new long[2 * HALF];
  private long total;

  /** Adds values; those that are not finite do not count. */
  void add(float[] values) {
    float largest = 0;
    for (float value : values) {
      float magnitude = Math.abs(value);
      largest = magnitude > largest && Float.isFinite(value) ? magnitude : largest;
    }
    while (bound <= largest && bound < 0x1p127f) {
      widen();
    }
    float perUnit = HALF / bound;
    for (float value : values) {
      if (Float.isFinite(value)) {
        int bin = (int) (value * perUnit + HALF);
        counts[Math.max(0, Math.min(2 * HALF - 1, bin))]++;
        total++;
      }
    }
  }

  private void widen() {
    long[] wider = new long[2 * HALF];
    for (int bin = 0; bin < 2 * HALF; bin++) {
      wider[HALF / 2 + bin / 2] += counts[bin];
    }
    counts = wider;
    bound *= 2;
  }

  /** The value below which a part of all values lies. */
  float quantile(double part) {
    double wanted = part * total;
    long seen = 0;
    for (int bin = 0; bin < counts.length; bin++) {
      seen += counts[bin];
      if (seen >= wanted && seen > 0) {
        return bound * ((bin + 1f) / HALF - 1);
      }
    }
    return bound;
  }

  /** Without a ten-thousandth at each end. */
  float[] withoutTails() {
    return new float[] {quantile(TAIL), quantile(1 - TAIL)};
  }

  /** The bound of the magnitudes whose distribution survives {@link #LEVELS} levels best. */
  float entropyBound() {
    double[] magnitudes = new double[HALF];
    for (int bin = 0; bin < HALF; bin++) {
      magnitudes[bin] = counts[HALF + bin] + counts[HALF - 1 - bin];
    }
    // Zeros, of which a ReLU makes many, are exact at any bound.
    magnitudes[0] = 0;
    int best = HALF;
    double least = Double.POSITIVE_INFINITY;
    for (int bins = LEVELS; bins <= HALF; bins += 8) {
      double divergence = divergence(magnitudes, bins);
      if (divergence < least) {
        least = divergence;
        best = bins;
      }
    }
    return bound * best / HALF;
  }

  /** Kullback and Leibler's, of what is clipped after some bins from the same in levels. */
  private static double divergence(double[] counts, int bins) {
    double[] clipped = new double[bins];
    System.arraycopy(counts, 0, clipped, 0, bins);
    for (int bin = bins; bin < counts.length; bin++) {
      clipped[bins - 1] += counts[bin];
    }
    double[] levels = new double[bins];
    for (int level = 0; level < LEVELS; level++) {
      int start = level * bins / LEVELS;
      int end = (level + 1) * bins / LEVELS;
      double sum = 0;
      int filled = 0;
      for (int bin = start; bin < end; bin++) {
        sum += counts[bin];
        filled += counts[bin] > 0 ? 1 : 0;
      }
      for (int bin = start; bin < end; bin++) {
        levels[bin] = counts[bin] > 0 ? sum / filled : 0;
      }
    }
    return divergence(clipped, levels);
  }

  private static double divergence(double[] p, double[] q) {
    double sumP = 0;
    double sumQ = 0;
    for (int i = 0; i < p.length; i++) {
      sumP += p[i];
      sumQ += q[i];
    }
    if (sumP == 0 || sumQ == 0) {
      return Double.POSITIVE_INFINITY;
    }
    double divergence = 0;
    for (int i = 0; i < p.length; i++) {
      if (p[i] > 0) {
        // What the levels do not have at all counts as rare.
        double other = q[i] > 0 ? q[i] / sumQ : 1e-9;
        divergence += p[i] / sumP * Math.log(p[i] / sumP / other);
      }
    }
    return divergence;
  }
}
