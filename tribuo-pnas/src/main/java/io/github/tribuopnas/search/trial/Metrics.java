package io.github.tribuopnas.search.trial;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * The named numbers that a trial produced. Names are open, so that an executor may measure more
 * than a strategy asks for.
 *
 * @param values the numbers by name, in the order of the names
 */
public record Metrics(Map<String, Double> values) {

  /** Fraction of the validation images that the trained network labels correctly, 0 to 1. */
  public static final String ACCURACY = "accuracy";

  /**
   * Mean cross-entropy of the trained network on the validation images, without label smoothing, at
   * least 0.
   */
  public static final String LOSS = "loss";

  /**
   * Mean over the classes of the fraction of their validation images that is labeled correctly, 0
   * to 1.
   */
  public static final String BALANCED_ACCURACY = "balancedAccuracy";

  /** Mean over the classes of the harmonic mean of precision and recall on validation, 0 to 1. */
  public static final String MACRO_F1 = "macroF1";

  /**
   * Wall-clock seconds that the trial took. A trial that goes on from one at a lower fidelity
   * counts its own only, so that the seconds of all trials add up to what a search took.
   */
  public static final String SECONDS = "seconds";

  /** Seconds of a processor that the trial's thread took, counted as {@link #SECONDS} are. */
  public static final String PROCESSOR_SECONDS = "processorSeconds";

  /**
   * Epochs that the trial trained itself: fewer than its fidelity asks for where it went on from a
   * trial at a lower one.
   */
  public static final String EPOCHS = "epochs";

  /**
   * Seconds that the search had run when the trial ended, without the time between an interruption
   * and the moment in which it was taken up again.
   */
  public static final String ELAPSED = "elapsed";

  /** Trainable parameters of the network. */
  public static final String PARAMETERS = "parameters";

  /** Multiply-adds of one image through the network. */
  public static final String MULT_ADDS = "multAdds";

  /** Milliseconds of a run of the model as it is served, the median of some. */
  public static final String LATENCY = "latency";

  /** Threads of ONNX Runtime with which {@link #LATENCY} was measured on this machine. */
  public static final String LATENCY_THREADS = "latencyThreads";

  /** Images of a run with which {@link #LATENCY} was measured on this machine. */
  public static final String LATENCY_BATCH = "latencyBatch";

  /** Bytes of the file of the model as it is served. */
  public static final String SIZE = "size";

  /** Trainable parameters of the network that is served, which may be larger than a candidate. */
  public static final String SERVED_PARAMETERS = "servedParameters";

  /** Multiply-adds of one image through the network that is served. */
  public static final String SERVED_MULT_ADDS = "servedMultAdds";

  private static final String ERROR = "Error";

  /** Nothing measured. */
  public static final Metrics NONE = new Metrics(Map.of());

  /**
   * Copies the map.
   *
   * @param values the numbers by name, in the order of the names
   */
  public Metrics {
    values = Collections.unmodifiableMap(new TreeMap<>(values));
  }

  /**
   * Returns the name of the standard error of a metric.
   *
   * @param name the name of the metric, such as {@link #ACCURACY}
   * @return its name, such as {@code accuracyError}
   */
  public static String standardError(String name) {
    return name + ERROR;
  }

  /**
   * Returns a metric.
   *
   * @param name its name
   * @return its value, NaN if it was not measured
   */
  public double get(String name) {
    return values.getOrDefault(name, Double.NaN);
  }

  /**
   * Returns these metrics with one more, or with one replaced.
   *
   * @param name its name
   * @param value its value
   * @return the new metrics
   */
  public Metrics with(String name, double value) {
    Map<String, Double> copy = new TreeMap<>(values);
    copy.put(name, value);
    return new Metrics(copy);
  }

  /**
   * Returns these metrics with all of others, which replace those of the same name.
   *
   * @param others the other metrics
   * @return the new metrics
   */
  public Metrics with(Metrics others) {
    Map<String, Double> copy = new TreeMap<>(values);
    copy.putAll(others.values);
    return new Metrics(copy);
  }
}
