package io.github.tribuopnas.benchmarks.images;

import io.github.tribuopnas.benchmarks.lines.LineFormat;
import java.util.List;

/**
 * A model and what it took.
 *
 * @param set the name of the images
 * @param limit the time limit of the search, such as {@code 4m}
 * @param contestant {@code search}, or the name of a network made by hand
 * @param seed the seed
 * @param processorSeconds of all processes, from the first to the last
 * @param test the accuracy on the test images
 * @param testImages how many there are
 */
record TimedRun(
    String set,
    String limit,
    String contestant,
    long seed,
    double processorSeconds,
    double test,
    int testImages) {

  /** The contestant that is this program. */
  static final String SEARCH = "search";

  static final LineFormat<TimedRun> LINES =
      new LineFormat<>(
          List.of("set", "limit", "contestant", "seed", "processorSeconds", "test", "testImages"),
          run ->
              List.of(
                  run.set,
                  run.limit,
                  run.contestant,
                  run.seed,
                  run.processorSeconds,
                  run.test,
                  run.testImages),
          line ->
              new TimedRun(
                  line.get("set"),
                  line.get("limit"),
                  line.get("contestant"),
                  Long.parseLong(line.get("seed")),
                  Double.parseDouble(line.get("processorSeconds")),
                  Double.parseDouble(line.get("test")),
                  Integer.parseInt(line.get("testImages"))));
}
