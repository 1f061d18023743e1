package io.github.tribuopnas.benchmarks.live;

import io.github.tribuopnas.benchmarks.lines.LineFormat;
import java.util.List;

/**
 * The model that a search ended with.
 *
 * @param contestant the search
 * @param seed its seed
 * @param cell the winning cell
 * @param test accuracy on the test images, 0 to 1
 * @param latency milliseconds of a run, measured again
 * @param limit milliseconds that were allowed; NaN if there was no limit
 */
record LiveWinner(
    String contestant, long seed, String cell, double test, double latency, double limit) {

  /** As CSV. */
  static final LineFormat<LiveWinner> LINES =
      new LineFormat<>(
          List.of("contestant", "seed", "cell", "test", "latency", "limit"),
          winner ->
              List.of(
                  winner.contestant,
                  winner.seed,
                  winner.cell,
                  winner.test,
                  winner.latency,
                  winner.limit),
          line ->
              new LiveWinner(
                  line.get("contestant"),
                  Long.parseLong(line.get("seed")),
                  line.get("cell"),
                  Double.parseDouble(line.get("test")),
                  Double.parseDouble(line.get("latency")),
                  Double.parseDouble(line.get("limit"))));
}
