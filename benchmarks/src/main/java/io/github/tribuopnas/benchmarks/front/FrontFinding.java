package io.github.tribuopnas.benchmarks.front;

import io.github.tribuopnas.benchmarks.lines.LineFormat;
import java.util.List;

/**
 * How much a search had found after some evaluations.
 *
 * @param strategy the name of the strategy
 * @param seed its seed
 * @param evaluations how many distinct architectures it had measured
 * @param hypervolume the area that these dominate, as a fraction of that of the whole table
 */
record FrontFinding(String strategy, long seed, int evaluations, double hypervolume) {

  /** As CSV. */
  static final LineFormat<FrontFinding> LINES =
      new LineFormat<>(
          List.of("strategy", "seed", "evaluations", "hypervolume"),
          finding ->
              List.of(finding.strategy, finding.seed, finding.evaluations, finding.hypervolume),
          line ->
              new FrontFinding(
                  line.get("strategy"),
                  Long.parseLong(line.get("seed")),
                  Integer.parseInt(line.get("evaluations")),
                  Double.parseDouble(line.get("hypervolume"))));
}
