package io.github.tribuopnas.objective;

import io.github.tribuopnas.base.Require;
import io.github.tribuopnas.network.NetworkSize;
import io.github.tribuopnas.network.NetworkSpec;
import io.github.tribuopnas.network.NetworkSummary;
import io.github.tribuopnas.search.Surrogate;
import io.github.tribuopnas.search.TrialExecutor;
import io.github.tribuopnas.search.strategy.FurtherObjective;
import io.github.tribuopnas.search.trial.Metrics;
import io.github.tribuopnas.search.trial.Objective;
import io.github.tribuopnas.search.trial.Trial;
import io.github.tribuopnas.space.Cell;
import io.github.tribuopnas.space.CellSpace;
import io.github.tribuopnas.surrogate.TribuoSurrogate;
import io.github.tribuopnas.surrogate.feature.CellFeatures;
import io.github.tribuopnas.surrogate.linear.RidgeTrainer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Joins what is sought besides accuracy to what predicts and what measures it.
 *
 * @param options what is sought, and its limits
 * @param own what the program measures itself; null if nothing
 */
public record ServedObjectives(ObjectiveOptions options, @Nullable OwnObjective own) {

  /** Little, since there are some hundred measurements at most, of little noise. */
  private static final double PENALTY = 1;

  /**
   * Returns what is sought.
   *
   * @return the objectives besides those of accuracy; none if there are none
   */
  public List<Objective> objectives() {
    List<Objective> all = new ArrayList<>();
    options.measures().forEach(measure -> all.add(options.objective(measure)));
    if (own != null) {
      all.add(own.objective());
    }
    return List.copyOf(all);
  }

  /**
   * Returns the objectives with what predicts them.
   *
   * @param space the space that is searched
   * @param served the network that is served; its own cell does not matter
   * @param seed decides random choices
   * @return as many as {@link #objectives}, in their order
   */
  public List<FurtherObjective<Cell>> further(CellSpace space, NetworkSpec served, long seed) {
    List<FurtherObjective<Cell>> all = new ArrayList<>();
    for (ServedMeasure measure : options.measures()) {
      all.add(
          new FurtherObjective<>(
              options.objective(measure),
              options.minimized().contains(measure)
                  ? FurtherObjective.Role.SOUGHT
                  : FurtherObjective.Role.LIMITED,
              () -> surrogate(measure, served)));
    }
    if (own != null) {
      all.add(
          new FurtherObjective<>(
              own.objective(),
              FurtherObjective.Role.SOUGHT,
              () -> learned(own.objective(), space, served, seed)));
    }
    return List.copyOf(all);
  }

  private static Surrogate<Cell> surrogate(ServedMeasure measure, NetworkSpec served) {
    return switch (measure) {
      case PARAMETERS -> new CountedSize(served, NetworkSize::parameters);
      case MULT_ADDS -> new CountedSize(served, NetworkSize::multAdds);
      case LATENCY, SIZE -> new FileSurrogate(served);
    };
  }

  /** What is to be small grows with the file; what is to be large may depend on it in any way. */
  private static Surrogate<Cell> learned(
      Objective objective, CellSpace space, NetworkSpec served, long seed) {
    return objective.direction() == Objective.Direction.MINIMIZE
        ? new FileSurrogate(served)
        : sumOfOperations(space, seed);
  }

  private static Surrogate<Cell> sumOfOperations(CellSpace space, long seed) {
    return TribuoSurrogate.<Cell>builder()
        .setFeatures(new CellFeatures(space))
        .setSeed(seed)
        .optTrainer(new RidgeTrainer(PENALTY))
        .build();
  }

  /**
   * Puts measurements before an executor, if there is anything to measure.
   *
   * @param executor trains; closed with what is returned
   * @param served the network that is served; its own cell does not matter
   * @param earlier trials of the search that is taken up again, which are not measured again
   * @param others trials of other searches, of which nothing is measured again that was measured
   *     likewise
   * @return the executor, or one that measures first
   */
  public TrialExecutor<Cell> measuring(
      TrialExecutor<Cell> executor,
      NetworkSpec served,
      List<Trial<Cell>> earlier,
      Collection<Trial<Cell>> others) {
    List<Objective> objectives = objectives();
    if (objectives.isEmpty()) {
      return executor;
    }
    ServedMeasures measures = measures(served);
    List<String> metrics = objectives.stream().map(Objective::metric).toList();
    measures.know(others.stream().filter(this::isMeasuredLikewise).toList(), metrics);
    measures.know(earlier, metrics);
    return new MeasuringExecutor(executor, measures, objectives, !earlier.isEmpty());
  }

  private boolean isMeasuredLikewise(Trial<Cell> trial) {
    return !options.measures().contains(ServedMeasure.LATENCY)
        || options.latencyDevice().isEmpty()
            && trial.metrics().get(Metrics.LATENCY_THREADS) == options.meter().threads()
            && trial.metrics().get(Metrics.LATENCY_BATCH) == options.meter().batch();
  }

  private ServedMeasures measures(NetworkSpec served) {
    List<CellMeasure> ofCells = new ArrayList<>();
    List<FileMeasure> ofFiles = new ArrayList<>();
    if (options.measures().contains(ServedMeasure.LATENCY)) {
      options
          .latencyDevice()
          .ifPresentOrElse(
              file -> ofCells.add(DeviceLatency.read(file, served, options.meter())),
              () -> ofFiles.add(this::latency));
    }
    if (options.measures().contains(ServedMeasure.SIZE)) {
      ofFiles.add((model, pixels) -> Metrics.NONE.with(Metrics.SIZE, model.length));
    }
    if (own != null) {
      OwnObjective measured = own;
      ofFiles.add(
          (model, pixels) ->
              Metrics.NONE.with(
                  measured.objective().metric(),
                  finite(measured, measured.measure(model, pixels))));
    }
    return new ServedMeasures(served, ofCells, ofFiles);
  }

  private static double finite(OwnObjective objective, double value) {
    Require.that(Double.isFinite(value), objective.objective().metric(), value, "finite numbers");
    return value;
  }

  private Metrics latency(byte[] model, int pixels) {
    LatencyMeter.Timing timing = options.meter().time(model, pixels);
    return Metrics.NONE
        .with(Metrics.LATENCY, timing.milliseconds())
        .with(Metrics.standardError(Metrics.LATENCY), timing.error())
        .with(Metrics.LATENCY_THREADS, options.meter().threads())
        .with(Metrics.LATENCY_BATCH, options.meter().batch());
  }

  /**
   * Returns whether something has a limit.
   *
   * @return whether one of {@link #objectives} does
   */
  public boolean isLimited() {
    return objectives().stream().anyMatch(objective -> objective.limit().isPresent());
  }

  /**
   * Measures a network before its training, which changes none of it.
   *
   * @param network the network
   * @return the value of each of {@link #objectives} that this machine can tell, by metric
   * @throws IllegalArgumentException if the exported file cannot be measured
   */
  public Map<String, Double> measured(NetworkSpec network) {
    NetworkSummary counts = NetworkSummary.of(network);
    return measured(
        UntrainedModel.of(network),
        Math.toIntExact(network.image().pixels()),
        counts.parameters(),
        counts.multAdds());
  }

  /**
   * Measures an exported model, whatever was measured of its cell before.
   *
   * @param model the content of its file
   * @param pixels how many numbers an image has
   * @param parameters trainable parameters of all its networks
   * @param multAdds multiply-adds of an image through all its networks
   * @return the value of each of {@link #objectives} that this machine can tell, by metric
   * @throws IllegalArgumentException if the file cannot be measured
   */
  public Map<String, Double> measured(byte[] model, int pixels, long parameters, long multAdds) {
    Map<String, Double> values = new LinkedHashMap<>();
    for (ServedMeasure measure : options.measures()) {
      if (measure == ServedMeasure.LATENCY && options.latencyDevice().isPresent()) {
        continue;
      }
      double value =
          switch (measure) {
            case LATENCY -> options.meter().time(model, pixels).milliseconds();
            case SIZE -> model.length;
            case PARAMETERS -> parameters;
            case MULT_ADDS -> multAdds;
          };
      values.put(measure.metric(), value);
    }
    if (own != null) {
      values.put(own.objective().metric(), finite(own, own.measure(model, pixels)));
    }
    return values;
  }
}
