package io.github.tribuopnas.report;

import io.github.tribuopnas.picture.Axis;
import io.github.tribuopnas.picture.Html;
import io.github.tribuopnas.picture.Marker;
import io.github.tribuopnas.picture.Scale;
import io.github.tribuopnas.report.Plot.Point;
import io.github.tribuopnas.report.Shares.Share;
import io.github.tribuopnas.search.RankCorrelation;
import io.github.tribuopnas.search.trial.Metrics;
import io.github.tribuopnas.search.trial.Trial;
import io.github.tribuopnas.space.Cell;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** The charts of a search, each with its numbers as a table. */
final class ChartSection {

  private final Html page;
  private final List<Trial<Cell>> trials;
  private final List<Trial<Cell>> measured;

  private ChartSection(Html page, List<Trial<Cell>> trials) {
    this.page = page;
    this.trials = trials;
    measured = trials.stream().filter(Trial::isComplete).toList();
  }

  static void write(Html page, List<Trial<Cell>> trials, List<Curve> curves) {
    ChartSection section = new ChartSection(page, trials);
    if (section.measured.isEmpty() && curves.isEmpty()) {
      return;
    }
    page.open("section", "aria-labelledby", "search").element("h2", "The search", "id", "search");
    section.legend();
    page.open("div", "class", "grid");
    if (!section.measured.isEmpty()) {
      ProgressCharts.write(page, trials, section.accuracyAxis());
      section.agreement();
      section.shares("Operations that won", "Operation", Shares.ofOperations(trials));
      section.shares("Inputs that won", "Input", Shares.ofInputs(trials));
      section.pareto("Accuracy and parameters", "parameters", Metrics.PARAMETERS);
      section.pareto("Accuracy and mult-adds", "mult-adds", Metrics.MULT_ADDS);
    }
    TrainingCharts.write(page, section.measured, curves);
    page.close("div").close("section");
  }

  private void legend() {
    int levels = measured.stream().mapToInt(t -> t.proposal().level()).max().orElse(0);
    if (levels > 0) {
      page.open("ul", "class", "legend", "aria-label", "Marks of the levels");
      for (int level = 1; level <= levels; level++) {
        page.open("li")
            .open("svg", "viewBox", "-6 -6 12 12", "aria-hidden", "true")
            .empty("path", "class", "mark " + Marker.colour(level), "d", Marker.of(level).at(0, 0))
            .close("svg")
            .text("level " + level)
            .close("li");
      }
      page.close("ul");
    }
  }

  private void agreement() {
    List<Trial<Cell>> predicted =
        measured.stream().filter(t -> !Double.isNaN(t.proposal().predicted())).toList();
    if (predicted.isEmpty()) {
      return;
    }
    Scale x = scale(predicted, t -> t.proposal().predicted());
    Plot plot = new Plot(Axis.exact(x, "predicted"), accuracyAxis(predicted));
    Scale y = scale(predicted, Trial::accuracy);
    double from = Math.max(x.from(), y.from());
    double to = Math.min(x.to(), y.to());
    if (from < to) {
      plot.line(List.of(new Point(from, from), new Point(to, to)), "diagonal");
    }
    for (Trial<Cell> trial : predicted) {
      Point point = new Point(trial.proposal().predicted(), trial.accuracy());
      plot.mark(point, trial.proposal().level(), tip(trial));
    }
    Map<Integer, Double> correlations = RankCorrelation.byLevel(trials);
    StringBuilder text = new StringBuilder("Spearman’s rank correlation: ");
    correlations.forEach(
        (level, value) ->
            text.append("level ")
                .append(level)
                .append(' ')
                .append(Numbers.correlation(value))
                .append(", "));
    text.setLength(text.length() - 2);
    String title = "Predicted against measured accuracy";
    List<List<String>> rows = new ArrayList<>();
    correlations.forEach(
        (level, value) ->
            rows.add(
                List.of(
                    Integer.toString(level),
                    Long.toString(
                        predicted.stream().filter(t -> t.proposal().level() == level).count()),
                    Numbers.correlation(value))));
    new Figure(page, title, text + ".", plot.svg(title, text.toString()))
        .numbers(List.of("Level", "Predicted trials", "Rank correlation"), rows)
        .close();
  }

  private void shares(String title, String name, List<Share> shares) {
    List<List<String>> rows =
        shares.stream()
            .map(s -> List.of(s.name(), Numbers.percent(s.best()), Numbers.percent(s.all())))
            .toList();
    String note =
        "Share of the branches in the best quarter of each level, above, and in all, below.";
    new Figure(page, title, note, ShareChart.svg(shares, title))
        .numbers(List.of(name, "Best cells", "All cells"), rows)
        .close();
  }

  private void pareto(String title, String name, String cost) {
    List<Trial<Cell>> costed = ParetoFront.withCost(trials, cost);
    if (costed.isEmpty()) {
      return;
    }
    double[] costs = costed.stream().mapToDouble(t -> t.metrics().get(cost)).sorted().toArray();
    Scale x = Scale.logarithmic(costs[0], costs[costs.length - 1]);
    Plot plot = new Plot(new Axis(x, name, Numbers::tick), accuracyAxis());
    List<Trial<Cell>> front = ParetoFront.of(trials, cost);
    plot.steps(
        front.stream().map(t -> new Point(t.metrics().get(cost), t.accuracy())).toList(), "front");
    for (Trial<Cell> trial : costed) {
      Point point = new Point(trial.metrics().get(cost), trial.accuracy());
      String tip = tip(trial) + "\n" + Numbers.count(trial.metrics().get(cost)) + " " + name;
      plot.mark(point, trial.proposal().level(), tip);
    }
    List<List<String>> rows = new ArrayList<>();
    for (Trial<Cell> trial : front) {
      rows.add(
          List.of(
              trial.architecture().toString(),
              Numbers.count(trial.metrics().get(cost)),
              Numbers.percent(trial.accuracy())));
    }
    String note = "The line is the Pareto front: no trial is both cheaper and more accurate.";
    new Figure(page, title, note, plot.svg(title, front.size() + " trials are on the Pareto front"))
        .numbers(List.of("Cell on the front", name, "Accuracy"), rows)
        .close();
  }

  private Axis accuracyAxis() {
    return accuracyAxis(measured);
  }

  private static Axis accuracyAxis(List<Trial<Cell>> shown) {
    return Axis.exact(scale(shown, Trial::accuracy), "accuracy");
  }

  private static Scale scale(List<Trial<Cell>> shown, ToDoubleFunction<Trial<Cell>> value) {
    return Scale.of(shown.stream().map(value::applyAsDouble).toList());
  }

  /** Returns what a trial's mark tells when it is pointed at. */
  static String tip(Trial<Cell> trial) {
    double predicted = trial.proposal().predicted();
    return trial.architecture()
        + "\n"
        + Numbers.percent(trial.accuracy())
        + (Double.isNaN(predicted) ? "" : ", predicted " + Numbers.percent(predicted));
  }
}
