package io.github.tribuopnas.benchmarks.images;

import io.github.tribuopnas.benchmarks.lines.LineFormat;
import java.util.List;

/**
 * What a contestant ended with.
 *
 * @param contestant a strategy, or the network made by hand
 * @param seed of the run
 * @param network the winning cell's text, or the network's name
 * @param validation the accuracy by which it won, from 0 to 1; NaN where nothing was chosen
 * @param test accuracy on the test images after the final training, from 0 to 1
 * @param parameters how many the network has
 * @param seconds the final training included
 */
record Winner(
    String contestant,
    long seed,
    String network,
    double validation,
    double test,
    long parameters,
    double seconds) {

  /** As CSV. */
  static final LineFormat<Winner> LINES =
      new LineFormat<>(
          List.of("contestant", "seed", "network", "validation", "test", "parameters", "seconds"),
          winner ->
              List.of(
                  winner.contestant,
                  winner.seed,
                  winner.network,
                  winner.validation,
                  winner.test,
                  winner.parameters,
                  winner.seconds),
          line ->
              new Winner(
                  line.get("contestant"),
                  Long.parseLong(line.get("seed")),
                  line.get("network"),
                  Double.parseDouble(line.get("validation")),
                  Double.parseDouble(line.get("test")),
                  Long.parseLong(line.get("parameters")),
                  Double.parseDouble(line.get("seconds"))));
}
