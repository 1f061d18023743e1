package io.github.tribuopnas.benchmarks.experiments;

import io.github.tribuopnas.benchmarks.lines.LineFormat;
import java.util.List;

/**
 * The best that a search had found after some evaluations.
 *
 * @param strategy the name of the strategy
 * @param seed its seed
 * @param evaluations how many distinct architectures it had measured
 * @param bestValidation the best validation accuracy among them, in percent
 * @param testOfBest the test accuracy of that architecture, in percent
 */
record Finding(
    String strategy, long seed, int evaluations, double bestValidation, double testOfBest) {

  /** As CSV. */
  static final LineFormat<Finding> LINES =
      new LineFormat<>(
          List.of("strategy", "seed", "evaluations", "bestValidation", "testOfBest"),
          finding ->
              List.of(
                  finding.strategy,
                  finding.seed,
                  finding.evaluations,
                  finding.bestValidation,
                  finding.testOfBest),
          line ->
              new Finding(
                  line.get("strategy"),
                  Long.parseLong(line.get("seed")),
                  Integer.parseInt(line.get("evaluations")),
                  Double.parseDouble(line.get("bestValidation")),
                  Double.parseDouble(line.get("testOfBest"))));
}
