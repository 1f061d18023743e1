package io.github.tribuopnas.objective;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.github.tribuopnas.base.Require;
import io.github.tribuopnas.network.NetworkSpec;
import io.github.tribuopnas.onnx.OnnxRuntimeLoader;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.Map;

/**
 * Times exported models in ONNX Runtime.
 *
 * @param threads threads of a run, at least 1
 * @param batch images of a run, at least 1
 */
public record LatencyMeter(int threads, int batch) {

  private static final int WARM_UPS = 10;
  private static final int FEWEST_RUNS = 30;
  private static final int MOST_RUNS = 3_000;

  /** Of which the fastest counts: whatever else the machine does makes a round slower. */
  private static final int ROUNDS = 5;

  /** So that what disturbs a round for some milliseconds is over in the next. */
  private static final double SHORTEST_NANOS = 2e7;

  private static final double LONGEST_NANOS = 4e8;
  private static final double NANOS_IN_A_MILLISECOND = 1e6;

  /** Runs go on until the median is known this well, or there were too many of them. */
  private static final double WANTED_ERROR = 0.01;

  /** Of the quartiles' distance: McGill et al. 1978, by which notches of box plots are drawn. */
  private static final double NOTCH = 1.57;

  /**
   * Checks the components.
   *
   * @param threads threads of a run, at least 1
   * @param batch images of a run, at least 1
   */
  public LatencyMeter {
    Require.atLeast("threads", threads, 1);
    Require.atLeast("batch", batch, 1);
  }

  /**
   * What was measured.
   *
   * @param milliseconds the median of the runs of the fastest round
   * @param error half the width of the interval in which its true median is, in 95 of 100 cases
   * @param runs how many runs it had
   */
  public record Timing(double milliseconds, double error, int runs) {}

  /**
   * Times a model on this machine as it is: whatever else runs makes it slower.
   *
   * @param model the exported file's content; its only input takes the pixels of a batch
   * @param pixels how many numbers an image has
   * @return the time of a run
   * @throws IllegalArgumentException if ONNX Runtime cannot run the model
   */
  public Timing time(byte[] model, int pixels) {
    OrtEnvironment environment = OnnxRuntimeLoader.environment();
    try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
      options.setIntraOpNumThreads(threads);
      try (OrtSession session = environment.createSession(model, options);
          OnnxTensor input =
              OnnxTensor.createTensor(
                  environment,
                  FloatBuffer.wrap(new float[Math.multiplyExact(batch, pixels)]),
                  new long[] {batch, pixels})) {
        return time(session, Map.of(session.getInputNames().iterator().next(), input));
      }
    } catch (OrtException e) {
      throw new IllegalArgumentException("ONNX Runtime cannot run the model: " + e.getMessage(), e);
    }
  }

  /**
   * Times a network as it would be served, before it is trained: weights do not change the time.
   *
   * @param network the network
   * @return the time of a run
   */
  public Timing time(NetworkSpec network) {
    return time(UntrainedModel.of(network), Math.toIntExact(network.image().pixels()));
  }

  private static Timing time(OrtSession session, Map<String, OnnxTensor> inputs)
      throws OrtException {
    for (int i = 0; i < WARM_UPS; i++) {
      session.run(inputs).close();
    }
    Timing fastest = round(session, inputs);
    for (int i = 1; i < ROUNDS; i++) {
      Timing timing = round(session, inputs);
      fastest = timing.milliseconds() < fastest.milliseconds() ? timing : fastest;
    }
    return fastest;
  }

  private static Timing round(OrtSession session, Map<String, OnnxTensor> inputs)
      throws OrtException {
    double[] nanos = new double[MOST_RUNS];
    double all = 0;
    int runs = 0;
    Timing timing;
    do {
      for (int i = 0; i < FEWEST_RUNS; i++) {
        long start = System.nanoTime();
        session.run(inputs).close();
        nanos[runs] = System.nanoTime() - start;
        all += nanos[runs++];
      }
      timing = of(Arrays.copyOf(nanos, runs));
    } while (runs < MOST_RUNS
        && all < LONGEST_NANOS
        && (all < SHORTEST_NANOS || timing.error() > WANTED_ERROR * timing.milliseconds()));
    return timing;
  }

  /** The median of times in nanoseconds. */
  static Timing of(double[] nanos) {
    double[] sorted = Arrays.stream(nanos).sorted().toArray();
    int runs = sorted.length;
    double quartiles = sorted[3 * runs / 4] - sorted[runs / 4];
    return new Timing(
        sorted[runs / 2] / NANOS_IN_A_MILLISECOND,
        NOTCH * quartiles / Math.sqrt(runs) / NANOS_IN_A_MILLISECOND,
        runs);
  }
}
