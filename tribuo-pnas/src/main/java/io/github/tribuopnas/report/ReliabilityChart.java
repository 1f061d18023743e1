package io.github.tribuopnas.report;

import io.github.tribuopnas.evaluation.Evaluation;
import io.github.tribuopnas.evaluation.ReliabilityBin;
import io.github.tribuopnas.picture.Axis;
import io.github.tribuopnas.picture.Markup;
import io.github.tribuopnas.picture.Scale;
import io.github.tribuopnas.report.Plot.Point;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The reliability diagram: how often labels are right against how sure the model was of them. */
final class ReliabilityChart {

  private static final int COLOR = 4;

  private ReliabilityChart() {}

  static void write(Markup page, Evaluation evaluation) {
    Scale fractions = Scale.linear(0, 1);
    Plot plot =
        new Plot(Axis.exact(fractions, "probability given"), Axis.exact(fractions, "right"));
    plot.line(List.of(new Point(0, 0), new Point(1, 1)), "diagonal");
    List<Point> points = new ArrayList<>();
    List<List<String>> rows = new ArrayList<>();
    for (ReliabilityBin bin : evaluation.reliability()) {
      if (bin.images() > 0) {
        Point point = new Point(bin.confidence(), bin.accuracy());
        points.add(point);
        String confidence = Numbers.percent(bin.confidence());
        String right = Numbers.percent(bin.accuracy());
        plot.mark(
            point,
            COLOR,
            bin.images() + " images\nmean probability " + confidence + "\n" + right + " right");
        rows.add(List.of(Long.toString(bin.images()), confidence, right));
      }
    }
    plot.line(points, "bestsofar");
    String title = "Reliability";
    String note =
        String.format(
            Locale.ROOT,
            "On the dotted line a label given with 90 %% is right nine times in ten. Expected"
                + " calibration error %s, negative log likelihood %s.",
            number(evaluation.metrics().expectedCalibrationError()),
            number(evaluation.logLoss()));
    new Figure(page, title, note, plot.svg(title, note))
        .numbers(List.of("Images", "Mean probability", "Right"), rows)
        .close();
  }

  private static String number(@Nullable Double value) {
    return value == null ? "not measured" : String.format(Locale.ROOT, "%.4f", value);
  }
}
