package io.github.tribuopnas.onnx.quantize;

import ai.onnx.proto.OnnxMl.ModelProto;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.LongSupplier;

/**
 * How long two models take for the same batch, measured in turns in one run: processor time if the
 * runtime has one thread, so that other work on the computer does not count; time by the clock if
 * it has several.
 *
 * @param batch how many examples a batch has
 * @param firstMillis median time of the first model, in milliseconds
 * @param secondMillis median time of the second model, in milliseconds
 */
public record ModelSpeed(int batch, double firstMillis, double secondMillis) {
  private static final int WARM_UPS = 3;

  /**
   * How many times as fast the second model is.
   *
   * @return above 1 if it is faster
   */
  public double gain() {
    return firstMillis / secondMillis;
  }

  /**
   * Measures two models of one input.
   *
   * @param first a model
   * @param second another that takes the same input
   * @param example shape of an example, without the batch
   * @param batch how many examples a batch has
   * @param rounds how often each is run, at least 1; the median counts
   * @param threads threads of the runtime
   * @return the times
   */
  public static ModelSpeed of(
      ModelProto first, ModelProto second, long[] example, int batch, int rounds, int threads) {
    long[] shape = new long[example.length + 1];
    shape[0] = batch;
    System.arraycopy(example, 0, shape, 1, example.length);
    float[] values = new float[Math.toIntExact(Arrays.stream(shape).reduce(1, (a, b) -> a * b))];
    SplittableRandom random = new SplittableRandom(0);
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.nextGaussian();
    }
    ExampleBatch input = new ExampleBatch(values, shape);
    try (FloatSession one = new FloatSession(first, threads);
        FloatSession other = new FloatSession(second, threads)) {
      double[] ofOne = new double[rounds];
      double[] ofOther = new double[rounds];
      LongSupplier clock = threads == 1 ? ModelSpeed::processorTime : System::nanoTime;
      for (int i = -WARM_UPS; i < rounds; i++) {
        double a = millis(one, input, clock);
        double b = millis(other, input, clock);
        if (i >= 0) {
          ofOne[i] = a;
          ofOther[i] = b;
        }
      }
      return new ModelSpeed(batch, median(ofOne), median(ofOther));
    }
  }

  /** With one thread, the runtime computes in that of its caller. */
  private static long processorTime() {
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    return threads.isCurrentThreadCpuTimeSupported()
        ? threads.getCurrentThreadCpuTime()
        : System.nanoTime();
  }

  private static double millis(FloatSession session, ExampleBatch input, LongSupplier clock) {
    long start = clock.getAsLong();
    session.first(input);
    return (clock.getAsLong() - start) / 1e6;
  }

  private static double median(double[] values) {
    Arrays.sort(values);
    return values[values.length / 2];
  }
}
