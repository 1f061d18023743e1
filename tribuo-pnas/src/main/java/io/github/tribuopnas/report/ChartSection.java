package io.github.tribuopnas.report;

import io.github.tribuopnas.report.Plot.Axis;
import io.github.tribuopnas.report.Plot.Point;
import io.github.tribuopnas.report.Shares.Share;
import io.github.tribuopnas.search.Measures;
import io.github.tribuopnas.search.RankCorrelation;
import io.github.tribuopnas.search.Trial;
import io.github.tribuopnas.space.Cell;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
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
      section.progress();
      section.agreement();
      section.shares("Operations that won", "Operation", Shares.ofOperations(trials));
      section.shares("Inputs that won", "Input", Shares.ofInputs(trials));
      section.pareto("Accuracy and parameters", "parameters", Measures.PARAMETERS);
      section.pareto("Accuracy and mult-adds", "mult-adds", Measures.MULT_ADDS);
    }
    curves.stream().filter(curve -> curve.losses().size() > 1).forEach(section::curve);
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

  private void progress() {
    List<Progress.Step> steps = Progress.of(trials).steps();
    Plot plot =
        new Plot(new Axis(Scale.linear(0, trials.size()), "trial", Numbers::count), accuracyAxis());
    List<Point> best = new ArrayList<>();
    List<Point> ofLevel = new ArrayList<>();
    int level = 0;
    for (Progress.Step step : steps) {
      if (step.level() != level) {
        plot.steps(ofLevel, "oflevel");
        ofLevel.clear();
        level = step.level();
      }
      best.add(new Point(step.number(), step.best()));
      ofLevel.add(new Point(step.number(), step.bestOfLevel()));
      plot.mark(new Point(step.number(), step.trial().accuracy()), level, tip(step.trial()));
    }
    plot.steps(ofLevel, "oflevel").steps(best, "bestsofar");
    double last = steps.get(steps.size() - 1).best();
    String note = "The line is the best so far, the dashes the best so far of a level.";
    chart(
        "Accuracy of every trial",
        note,
        plot.svg(
            "Accuracy of every trial",
            "Best so far " + Numbers.percent(last) + "; the leaderboard below lists every trial"));
    page.close("figure");
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
    chart(title, text + ".", plot.svg(title, text.toString()));
    numbers("Level", "Predicted trials", "Rank correlation");
    correlations.forEach(
        (level, value) ->
            row(
                Integer.toString(level),
                Long.toString(
                    predicted.stream().filter(t -> t.proposal().level() == level).count()),
                Numbers.correlation(value)));
    endNumbers();
  }

  private void shares(String title, String name, List<Share> shares) {
    chart(
        title,
        "Share of the branches in the best quarter of each level, above, and in all, below.",
        ShareChart.svg(shares, title));
    numbers(name, "Best cells", "All cells");
    shares.forEach(s -> row(s.name(), Numbers.percent(s.best()), Numbers.percent(s.all())));
    endNumbers();
  }

  private void pareto(String title, String name, String cost) {
    List<Trial<Cell>> costed = ParetoFront.withCost(trials, cost);
    if (costed.isEmpty()) {
      return;
    }
    double[] costs = costed.stream().mapToDouble(t -> t.measures().get(cost)).sorted().toArray();
    Scale x = Scale.logarithmic(costs[0], costs[costs.length - 1]);
    Plot plot = new Plot(new Axis(x, name, Numbers::tick), accuracyAxis());
    List<Trial<Cell>> front = ParetoFront.of(trials, cost);
    plot.steps(
        front.stream().map(t -> new Point(t.measures().get(cost), t.accuracy())).toList(), "front");
    for (Trial<Cell> trial : costed) {
      Point point = new Point(trial.measures().get(cost), trial.accuracy());
      String tip = tip(trial) + "\n" + Numbers.count(trial.measures().get(cost)) + " " + name;
      plot.mark(point, trial.proposal().level(), tip);
    }
    chart(
        title,
        "The line is the Pareto front: no trial is both cheaper and more accurate.",
        plot.svg(title, front.size() + " trials are on the Pareto front"));
    numbers("Cell on the front", name, "Accuracy");
    for (Trial<Cell> trial : front) {
      row(
          trial.architecture().toString(),
          Numbers.count(trial.measures().get(cost)),
          Numbers.percent(trial.accuracy()));
    }
    endNumbers();
  }

  private void curve(Curve curve) {
    List<Double> losses = curve.losses();
    double most = losses.stream().mapToDouble(Double::doubleValue).max().orElseThrow();
    Plot plot =
        new Plot(
            new Axis(Scale.linear(0, losses.size()), "epoch", Numbers::count),
            Axis.exact(Scale.linear(0, most), "loss"));
    List<Point> points = new ArrayList<>();
    for (int epoch = 1; epoch <= losses.size(); epoch++) {
      points.add(new Point(epoch, losses.get(epoch - 1)));
    }
    plot.line(points, "bestsofar");
    String title = "Training of " + curve.name();
    double last = losses.get(losses.size() - 1);
    String end = String.format(Locale.ROOT, "The last epoch’s loss is %.4f", last);
    chart(title, "Mean cross-entropy of each epoch.", plot.svg(title, end));
    numbers("Epoch", "Loss");
    for (int epoch = 1; epoch <= losses.size(); epoch++) {
      row(Integer.toString(epoch), String.format(Locale.ROOT, "%.4f", losses.get(epoch - 1)));
    }
    endNumbers();
  }

  private Axis accuracyAxis() {
    return accuracyAxis(measured);
  }

  private static Axis accuracyAxis(List<Trial<Cell>> shown) {
    return Axis.exact(scale(shown, Trial::accuracy), "accuracy");
  }

  private static Scale scale(List<Trial<Cell>> shown, ToDoubleFunction<Trial<Cell>> value) {
    double least = shown.stream().mapToDouble(value).min().orElseThrow();
    double most = shown.stream().mapToDouble(value).max().orElseThrow();
    return Scale.linear(least, most);
  }

  private static String tip(Trial<Cell> trial) {
    double predicted = trial.proposal().predicted();
    return trial.architecture()
        + "\n"
        + Numbers.percent(trial.accuracy())
        + (Double.isNaN(predicted) ? "" : ", predicted " + Numbers.percent(predicted));
  }

  private void chart(String title, String note, String svg) {
    page.open("figure", "class", "card").open("figcaption").element("h3", title);
    page.element("p", note).close("figcaption").trusted(svg);
  }

  private void numbers(String... names) {
    page.open("details").element("summary", "The numbers").open("div", "class", "scroll");
    page.open("table").open("thead").open("tr");
    for (String name : names) {
      page.element("th", name, "scope", "col");
    }
    page.close("tr").close("thead").open("tbody");
  }

  private void row(String... values) {
    page.open("tr");
    for (String value : values) {
      page.element("td", value);
    }
    page.close("tr");
  }

  private void endNumbers() {
    page.close("tbody").close("table").close("div").close("details").close("figure");
  }
}
