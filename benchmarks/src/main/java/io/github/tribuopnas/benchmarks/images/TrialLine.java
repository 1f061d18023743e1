package io.github.tribuopnas.benchmarks.images;

import io.github.tribuopnas.benchmarks.lines.LineFormat;
import java.util.List;

/**
 * A network that a strategy had trained.
 *
 * @param contestant the strategy
 * @param seed of the search
 * @param evaluations how many were trained before, and this one
 * @param network the cell's text
 * @param validation accuracy from 0 to 1; NaN if the training failed
 */
record TrialLine(String contestant, long seed, int evaluations, String network, double validation) {

  /** As CSV. */
  static final LineFormat<TrialLine> LINES =
      new LineFormat<>(
          List.of("contestant", "seed", "evaluations", "network", "validation"),
          trial ->
              List.of(
                  trial.contestant, trial.seed, trial.evaluations, trial.network, trial.validation),
          line ->
              new TrialLine(
                  line.get("contestant"),
                  Long.parseLong(line.get("seed")),
                  Integer.parseInt(line.get("evaluations")),
                  line.get("network"),
                  Double.parseDouble(line.get("validation"))));
}
