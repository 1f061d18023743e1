package io.github.tribuopnas.objective;

import io.github.tribuopnas.network.NetworkSpec;
import io.github.tribuopnas.network.NetworkSummary;
import io.github.tribuopnas.search.trial.Metrics;
import io.github.tribuopnas.search.trial.Trial;
import io.github.tribuopnas.space.Cell;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;

/** Measures the networks of cells as they are served, each once. */
final class ServedMeasures {

  private final NetworkSpec network;
  private final List<FileMeasure> ofFiles;
  private final Map<Cell, Metrics> known = new ConcurrentHashMap<>();

  /**
   * Starts without having measured anything.
   *
   * @param network the network that is served; its own cell does not matter
   * @param ofFiles what is measured of exported files; none to count only
   */
  ServedMeasures(NetworkSpec network, List<FileMeasure> ofFiles) {
    this.network = Objects.requireNonNull(network, "network");
    this.ofFiles = List.copyOf(ofFiles);
  }

  /**
   * Takes over what trials have, so that it is not measured again.
   *
   * @param trials of the same network
   * @param metrics the names of all that files are measured for
   */
  void know(List<Trial<Cell>> trials, List<String> metrics) {
    for (Trial<Cell> trial : trials) {
      Map<String, Double> values = trial.metrics().values();
      if (values.keySet().containsAll(metrics)) {
        Metrics taken = Metrics.NONE;
        for (String metric : metrics) {
          taken = taken.with(metric, trial.metrics().get(metric));
        }
        known.put(trial.architecture(), counted(trial.architecture()).with(taken));
      }
    }
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
    if (!ofFiles.isEmpty()) {
      byte[] model = UntrainedModel.of(network.withCell(cell));
      for (FileMeasure measure : ofFiles) {
        metrics = metrics.with(measure.of(model, Math.toIntExact(network.image().pixels())));
      }
    }
    return metrics;
  }
}
