package io.github.tribuopnas.benchmarks.curves;

import io.github.tribuopnas.benchmarks.lines.LineFormat;
import java.util.List;

/**
 * How one cell stood after one epoch of its training.
 *
 * @param cell the text of the cell
 * @param epoch epochs trained so far, from 1
 * @param accuracy the accuracy on the validation images then, 0 to 1
 * @param loss the mean cross-entropy on them then
 * @param test the accuracy on the test images after the last epoch, 0 to 1
 * @param seconds of a processor that the whole training took
 */
record RankLine(String cell, int epoch, double accuracy, double loss, double test, double seconds) {

  static final LineFormat<RankLine> FORMAT =
      new LineFormat<>(
          List.of("cell", "epoch", "accuracy", "loss", "test", "seconds"),
          line -> List.of(line.cell, line.epoch, line.accuracy, line.loss, line.test, line.seconds),
          line ->
              new RankLine(
                  line.get("cell"),
                  Integer.parseInt(line.get("epoch")),
                  Double.parseDouble(line.get("accuracy")),
                  Double.parseDouble(line.get("loss")),
                  Double.parseDouble(line.get("test")),
                  Double.parseDouble(line.get("seconds"))));
}
