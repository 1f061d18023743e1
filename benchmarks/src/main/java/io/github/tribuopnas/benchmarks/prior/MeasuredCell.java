package io.github.tribuopnas.benchmarks.prior;

import io.github.tribuopnas.benchmarks.lines.LineFormat;
import java.util.List;

/**
 * A cell that was trained on a set of images.
 *
 * @param cell its text
 * @param blocks how many blocks it has
 * @param accuracy on the validation images, 0 to 1; NaN if the training failed
 * @param loss the mean cross-entropy on the validation images; NaN if the training failed
 * @param parameters of the network that was trained
 * @param multAdds multiply-adds of that network for one image
 * @param stepMillis processor time of a training step in milliseconds
 * @param set the name of the images
 */
record MeasuredCell(
    String cell,
    int blocks,
    double accuracy,
    double loss,
    long parameters,
    long multAdds,
    double stepMillis,
    String set) {

  /** As CSV. */
  static final LineFormat<MeasuredCell> LINES =
      new LineFormat<>(
          List.of(
              "cell",
              "blocks",
              "accuracy",
              "loss",
              "parameters",
              "multAdds",
              "stepMilliseconds",
              "set"),
          line ->
              List.of(
                  line.cell,
                  line.blocks,
                  line.accuracy,
                  line.loss,
                  line.parameters,
                  line.multAdds,
                  line.stepMillis,
                  line.set),
          line ->
              new MeasuredCell(
                  line.get("cell"),
                  Integer.parseInt(line.get("blocks")),
                  Double.parseDouble(line.get("accuracy")),
                  Double.parseDouble(line.get("loss")),
                  Long.parseLong(line.get("parameters")),
                  Long.parseLong(line.get("multAdds")),
                  Double.parseDouble(line.get("stepMilliseconds")),
                  line.get("set")));
}
