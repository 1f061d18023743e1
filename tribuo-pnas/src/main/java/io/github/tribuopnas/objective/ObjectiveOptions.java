package io.github.tribuopnas.objective;

import com.oracle.labs.mlrg.olcut.config.Config;
import io.github.tribuopnas.base.Require;
import io.github.tribuopnas.options.OptionGroup;
import io.github.tribuopnas.options.Range;
import io.github.tribuopnas.search.trial.Objective;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What a search seeks besides accuracy, and what the served model may cost. */
public final class ObjectiveOptions extends OptionGroup<ObjectiveOptions> {

  private static final String MINIMIZE =
      "What is to be small besides a high accuracy: latency, parameters, mult-adds or size.";
  private static final String MAX_LATENCY =
      "The longest time of a run of the exported file, such as 2ms.";
  private static final String MAX_PARAMETERS = "The most trainable parameters, such as 500k.";
  private static final String MAX_MULT_ADDS = "The most multiply-adds of an image, such as 50M.";
  private static final String MAX_SIZE = "The largest exported file, such as 1M.";
  private static final String THREADS = "Threads of ONNX Runtime where latency is measured.";
  private static final String BATCH = "Images of a run where latency is measured.";

  private static final String DEVICE =
      "Latencies of another machine, which ./pnas latency --csv has written there. Nothing is timed"
          + " here then.";

  private static final int MOST = 4096;

  @Config(description = MINIMIZE)
  @Option(names = "--minimize", paramLabel = "NAME", split = ",", description = MINIMIZE)
  private List<String> minimize = List.of();

  @Config(description = MAX_LATENCY)
  @Option(names = "--max-latency", paramLabel = "TIME", description = MAX_LATENCY)
  private @Nullable String maxLatency;

  @Config(description = MAX_PARAMETERS)
  @Option(names = "--max-parameters", paramLabel = "N", description = MAX_PARAMETERS)
  private @Nullable String maxParameters;

  @Config(description = MAX_MULT_ADDS)
  @Option(names = "--max-mult-adds", paramLabel = "N", description = MAX_MULT_ADDS)
  private @Nullable String maxMultAdds;

  @Config(description = MAX_SIZE)
  @Option(names = "--max-size", paramLabel = "BYTES", description = MAX_SIZE)
  private @Nullable String maxSize;

  @Config(description = THREADS)
  @Option(names = "--latency-threads", paramLabel = "N", description = THREADS)
  @Range(from = 1, to = MOST)
  private int latencyThreads = 1;

  @Config(description = BATCH)
  @Option(names = "--latency-batch", paramLabel = "N", description = BATCH)
  @Range(from = 1, to = MOST)
  private int latencyBatch = 1;

  @Config(description = DEVICE)
  @Option(names = "--latency-device", paramLabel = "FILE", description = DEVICE)
  private @Nullable Path latencyDevice;

  /** Starts from the defaults: accuracy alone. */
  public ObjectiveOptions() {}

  /**
   * Returns these options with other objectives besides accuracy.
   *
   * @param measures what is to be small, each once
   * @return the changed copy
   */
  public ObjectiveOptions withMinimize(ServedMeasure... measures) {
    return with(copy -> copy.minimize = Arrays.stream(measures).map(ServedMeasure::text).toList());
  }

  /**
   * Returns these options with a limit of the latency.
   *
   * @param limit the longest time, such as {@code 2ms}
   * @return the changed copy
   */
  public ObjectiveOptions withMaxLatency(String limit) {
    return with(copy -> copy.maxLatency = limit);
  }

  /**
   * Returns these options with a limit of the parameters.
   *
   * @param limit the most of them, such as {@code 500k}
   * @return the changed copy
   */
  public ObjectiveOptions withMaxParameters(String limit) {
    return with(copy -> copy.maxParameters = limit);
  }

  /**
   * Returns these options with a limit of the multiply-adds.
   *
   * @param limit the most of an image, such as {@code 50M}
   * @return the changed copy
   */
  public ObjectiveOptions withMaxMultAdds(String limit) {
    return with(copy -> copy.maxMultAdds = limit);
  }

  /**
   * Returns these options with a limit of the size.
   *
   * @param limit the largest file, such as {@code 1M}
   * @return the changed copy
   */
  public ObjectiveOptions withMaxSize(String limit) {
    return with(copy -> copy.maxSize = limit);
  }

  /**
   * Returns these options with another number of threads.
   *
   * @param number threads of ONNX Runtime where latency is measured, at least 1
   * @return the changed copy
   */
  public ObjectiveOptions withLatencyThreads(int number) {
    return with(copy -> copy.latencyThreads = number);
  }

  /**
   * Returns these options with another size of batches.
   *
   * @param number images of a run where latency is measured, at least 1
   * @return the changed copy
   */
  public ObjectiveOptions withLatencyBatch(int number) {
    return with(copy -> copy.latencyBatch = number);
  }

  /**
   * Returns these options with latencies of another machine.
   *
   * @param file a file of {@link LatencyTable}
   * @return the changed copy
   */
  public ObjectiveOptions withLatencyDevice(Path file) {
    return with(copy -> copy.latencyDevice = file);
  }

  @Override
  protected void check() {
    check("minimize", this::minimized);
    check("maxLatency", () -> limit(ServedMeasure.LATENCY));
    check("maxParameters", () -> limit(ServedMeasure.PARAMETERS));
    check("maxMultAdds", () -> limit(ServedMeasure.MULT_ADDS));
    check("maxSize", () -> limit(ServedMeasure.SIZE));
    check("latencyDevice", this::requireLatency);
  }

  private void requireLatency() {
    if (latencyDevice != null && !measures().contains(ServedMeasure.LATENCY)) {
      throw new IllegalArgumentException(
          "there are latencies of another machine, "
              + latencyDevice
              + ", but latency is neither sought nor limited; add --minimize latency or"
              + " --max-latency");
    }
  }

  /**
   * Returns what is to be small.
   *
   * @return the measures in the order in which they were named
   */
  public List<ServedMeasure> minimized() {
    Require.that(
        new HashSet<>(minimize).size() == minimize.size(),
        "what is minimized",
        String.join(",", minimize),
        "names that differ");
    return minimize.stream().map(ServedMeasure.NAMES::parse).toList();
  }

  private Optional<Double> limit(ServedMeasure measure) {
    String text =
        switch (measure) {
          case LATENCY -> maxLatency;
          case PARAMETERS -> maxParameters;
          case MULT_ADDS -> maxMultAdds;
          case SIZE -> maxSize;
        };
    return Optional.ofNullable(text).map(measure::parse);
  }

  /**
   * Returns which measures the search needs.
   *
   * @return those to be minimized, then those that have a limit only
   */
  public List<ServedMeasure> measures() {
    List<ServedMeasure> measures = new ArrayList<>(minimized());
    for (ServedMeasure measure : ServedMeasure.values()) {
      if (limit(measure).isPresent() && !measures.contains(measure)) {
        measures.add(measure);
      }
    }
    return List.copyOf(measures);
  }

  /**
   * Returns the objective of a measure.
   *
   * @param measure one of {@link #measures}
   * @return it is to be minimized, within its limit if it has one
   */
  public Objective objective(ServedMeasure measure) {
    Objective objective = Objective.minimize(measure.metric());
    return limit(measure).map(objective::withLimit).orElse(objective);
  }

  /**
   * Returns where latencies of another machine are.
   *
   * @return a file of {@link LatencyTable}; empty to measure on this machine
   */
  public Optional<Path> latencyDevice() {
    return Optional.ofNullable(latencyDevice);
  }

  /**
   * Returns how latency is measured.
   *
   * @return the meter
   */
  public LatencyMeter meter() {
    return new LatencyMeter(latencyThreads, latencyBatch);
  }
}
