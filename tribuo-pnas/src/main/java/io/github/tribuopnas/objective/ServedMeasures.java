package io.github.tribuopnas.objective;

import io.github.tribuopnas.network.NetworkSpec;
import io.github.tribuopnas.network.NetworkSummary;
import io.github.tribuopnas.search.trial.Metrics;
import io.github.tribuopnas.search.trial.Trial;
import io.github.tribuopnas.space.Cell;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/** Measures the networks of cells as they are served, each once. */
final class ServedMeasures {

  private final NetworkSpec network;
  private final List<CellMeasure> ofCells;
  private final List<FileMeasure> ofFiles;
  private final Map<Cell, Metrics> known = new ConcurrentHashMap<>();

  /**
   * Starts without having measured anything.
   *
   * @param network the network that is served; its own cell does not matter
   * @param ofCells what is known without files
   * @param ofFiles what is measured of exported files; none to count only
   */
  ServedMeasures(NetworkSpec network, List<CellMeasure> ofCells, List<FileMeasure> ofFiles) {
    this.network = Objects.requireNonNull(network, "network");
    this.ofCells = List.copyOf(ofCells);
    this.ofFiles = List.copyOf(ofFiles);
  }

  /**
   * Takes over what trials have, so that it is not measured again; nothing of a network of another
   * size.
   *
   * @param trials trials that were measured likewise
   * @param metrics the names of all that files are measured for
   */
  void know(List<Trial<Cell>> trials, List<String> metrics) {
    for (Trial<Cell> trial : trials) {
      Map<String, Double> values = trial.metrics().values();
      Metrics counted = counted(trial.architecture());
      if (values.keySet().containsAll(metrics) && agrees(values, counted)) {
        Map<String, Double> taken = new TreeMap<>(values);
        taken.keySet().removeIf(metric -> !isOf(metric, metrics));
        known.put(trial.architecture(), counted.with(new Metrics(taken)));
      }
    }
  }

  private static boolean agrees(Map<String, Double> values, Metrics counted) {
    return counted.values().entrySet().stream()
        .allMatch(
            count ->
                count.getValue().equals(values.getOrDefault(count.getKey(), count.getValue())));
  }

  /** Of a metric, or one that tells about it, such as its error. */
  private static boolean isOf(String metric, List<String> metrics) {
    return metrics.contains(metric)
        || metrics.stream().map(Metrics::standardError).anyMatch(metric::equals)
        || metric.equals(Metrics.LATENCY_THREADS)
        || metric.equals(Metrics.LATENCY_BATCH);
  }

  /**
   * Requires that cells can be measured that were not measured before.
   *
   * @throws IllegalArgumentException if one cannot; the message says what to do
   */
  void require(List<Cell> cells) {
    List<Cell> open = cells.stream().filter(cell -> !known.containsKey(cell)).toList();
    ofCells.forEach(measure -> measure.require(open));
  }

  /**
   * Measures a cell, unless it was measured before.
   *
   * @param cell the cell
   * @return its counts, and what its file was measured for
   * @throws IllegalArgumentException if its file cannot be measured
   */
  Metrics of(Cell cell) {
    return known.computeIfAbsent(cell, this::measured);
  }

  private Metrics counted(Cell cell) {
    NetworkSummary summary = NetworkSummary.of(network.withCell(cell));
    return Metrics.NONE
        .with(Metrics.SERVED_PARAMETERS, summary.parameters())
        .with(Metrics.SERVED_MULT_ADDS, summary.multAdds());
  }

  private Metrics measured(Cell cell) {
    Metrics metrics = counted(cell);
    for (CellMeasure measure : ofCells) {
      metrics = metrics.with(measure.of(cell));
    }
    if (!ofFiles.isEmpty()) {
      byte[] model = UntrainedModel.of(network.withCell(cell));
      for (FileMeasure measure : ofFiles) {
        metrics = metrics.with(measure.of(model, Math.toIntExact(network.image().pixels())));
      }
    }
    return metrics;
  }
}
