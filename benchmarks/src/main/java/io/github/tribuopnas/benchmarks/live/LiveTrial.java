package io.github.tribuopnas.benchmarks.live;

import io.github.tribuopnas.benchmarks.lines.LineFormat;
import java.util.List;

/**
 * A cell that a search has tried.
 *
 * @param contestant the search
 * @param seed its seed
 * @param level how many blocks the cell has
 * @param cell its text form
 * @param accuracy validation accuracy, 0 to 1; NaN if its training failed
 * @param latency milliseconds of a run of its exported model, as measured
 * @param predicted what latency was predicted to be from the levels below; NaN for the first
 */
record LiveTrial(
    String contestant,
    long seed,
    int level,
    String cell,
    double accuracy,
    double latency,
    double predicted) {

  /** As CSV. */
  static final LineFormat<LiveTrial> LINES =
      new LineFormat<>(
          List.of("contestant", "seed", "level", "cell", "accuracy", "latency", "predicted"),
          trial ->
              List.of(
                  trial.contestant,
                  trial.seed,
                  trial.level,
                  trial.cell,
                  trial.accuracy,
                  trial.latency,
                  trial.predicted),
          line ->
              new LiveTrial(
                  line.get("contestant"),
                  Long.parseLong(line.get("seed")),
                  Integer.parseInt(line.get("level")),
                  line.get("cell"),
                  Double.parseDouble(line.get("accuracy")),
                  Double.parseDouble(line.get("latency")),
                  Double.parseDouble(line.get("predicted"))));
}
