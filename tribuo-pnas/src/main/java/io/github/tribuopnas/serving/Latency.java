package io.github.tribuopnas.serving;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Arrays;

/** Measures how long a model takes for one image. */
public final class Latency {

  private static final int WARM_UPS = 5;
  private static final int ROUNDS = 25;
  private static final double NANOS_IN_A_MILLISECOND = 1e6;

  private Latency() {}

  /**
   * Measures a model on this machine and its current session.
   *
   * @param classifier the model
   * @return milliseconds of a prediction of one image, the median of 25
   */
  public static double millisecondsAnImage(OnnxClassifier classifier) {
    FloatBuffer pixels =
        ByteBuffer.allocateDirect(classifier.format().pixels() * Float.BYTES)
            .order(ByteOrder.nativeOrder())
            .asFloatBuffer();
    long[] nanos = new long[ROUNDS];
    for (int i = -WARM_UPS; i < ROUNDS; i++) {
      long start = System.nanoTime();
      classifier.probabilities(pixels.duplicate(), 1);
      if (i >= 0) {
        nanos[i] = System.nanoTime() - start;
      }
    }
    Arrays.sort(nanos);
    return nanos[ROUNDS / 2] / NANOS_IN_A_MILLISECOND;
  }
}
