package io.github.tribuopnas.report;

import io.github.tribuopnas.picture.Axis;
import io.github.tribuopnas.picture.Marker;
import io.github.tribuopnas.picture.Markup;
import io.github.tribuopnas.picture.Scale;
import io.github.tribuopnas.report.ChoiceFractions.Choice;
import io.github.tribuopnas.report.Plot.Point;
import io.github.tribuopnas.search.Front;
import io.github.tribuopnas.search.RankCorrelation;
import io.github.tribuopnas.search.trial.Metrics;
import io.github.tribuopnas.search.trial.Objective;
import io.github.tribuopnas.search.trial.Trial;
import io.github.tribuopnas.space.Cell;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToDoubleFunction;

/** The charts of a search, each with its numbers as a table. */
final class ChartSection {

  private final Markup page;
  private final List<Trial<Cell>> trials;
  private final List<Trial<Cell>> measured;
  private final List<Objective> objectives;
  private final Objective objective;
  private final Quantity quantity;

  private ChartSection(Markup page, Report report) {
    this.page = page;
    trials = report.trials();
    measured = decisive(trials);
    objectives = report.objectives();
    objective = objectives.get(0);
    quantity = Quantity.of(objective.metric());
  }

  static void write(Markup page, Report report) {
    ChartSection section = new ChartSection(page, report);
    if (section.measured.isEmpty() && report.curves().isEmpty()) {
      return;
    }
    page.open("section", "aria-labelledby", "search").element("h2", "The search", "id", "search");
    section.legend();
    page.open("div", "class", "grid");
    if (!section.measured.isEmpty()) {
      ProgressCharts.write(page, section.trials, section.objective, section.axis(section.measured));
      section.agreement();
      section.fractions(
          "Operations that won",
          "Operation",
          ChoiceFractions.ofOperations(section.measured, section.objectives));
      section.fractions(
          "Inputs that won",
          "Input",
          ChoiceFractions.ofInputs(section.measured, section.objectives));
      section.costs().forEach(section::tradeOff);
    }
    TrainingCharts.write(page, section.measured, section.objectives, report.curves());
    page.close("div").close("section");
  }

  /** Returns of each architecture the complete trial of the highest fidelity. */
  static List<Trial<Cell>> decisive(List<Trial<Cell>> trials) {
    Map<Cell, Trial<Cell>> last = new LinkedHashMap<>();
    for (Trial<Cell> trial : trials) {
      // A strategy asks again at higher fidelities only.
      if (trial.isComplete()) {
        last.put(trial.architecture(), trial);
      }
    }
    return List.copyOf(last.values());
  }

  private void legend() {
    int levels = measured.stream().mapToInt(t -> t.proposal().level()).max().orElse(0);
    if (levels > 0) {
      page.open("ul", "class", "legend", "aria-label", "Marks of the levels");
      for (int level = 1; level <= levels; level++) {
        page.open("li")
            .open("svg", "viewBox", "-6 -6 12 12", "aria-hidden", "true")
            .empty("path", "class", "mark " + Marker.color(level), "d", Marker.of(level).at(0, 0))
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
    Plot plot = new Plot(Axis.exact(x, "predicted"), axis(predicted));
    Scale y = scale(predicted, objective::value);
    double from = Math.max(x.from(), y.from());
    double to = Math.min(x.to(), y.to());
    if (from < to) {
      plot.line(List.of(new Point(from, from), new Point(to, to)), "diagonal");
    }
    for (Trial<Cell> trial : predicted) {
      Point point = new Point(trial.proposal().predicted(), objective.value(trial));
      plot.mark(point, trial.proposal().level(), tip(trial, objective));
    }
    Map<Integer, Double> correlations = RankCorrelation.byLevel(trials, objective);
    StringBuilder text = new StringBuilder("Spearman’s rank correlation: ");
    correlations.forEach(
        (level, value) ->
            text.append("level ")
                .append(level)
                .append(' ')
                .append(Numbers.correlation(value))
                .append(", "));
    text.setLength(text.length() - 2);
    String title = "Predicted against measured " + quantity.name();
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

  private void fractions(String title, String name, List<Choice> choices) {
    List<List<String>> rows =
        choices.stream()
            .map(s -> List.of(s.name(), Numbers.percent(s.best()), Numbers.percent(s.all())))
            .toList();
    String note =
        "Fraction of the branches in the best quarter of each level, above, and in all, below.";
    new Figure(page, title, note, FractionChart.svg(choices, title))
        .numbers(List.of(name, "Best cells", "All cells"), rows)
        .close();
  }

  /**
   * What the first objective is drawn against: those that decide between equals, then what a
   * network costs. What is traded off has a section of its own.
   */
  private List<Objective> costs() {
    List<Objective> costs = new ArrayList<>(objectives);
    costs.removeAll(Front.tradedOff(objectives));
    for (String cost : List.of(Metrics.PARAMETERS, Metrics.MULT_ADDS)) {
      if (objectives.stream().noneMatch(known -> known.metric().equals(cost))) {
        costs.add(Objective.minimize(cost));
      }
    }
    return costs;
  }

  private void tradeOff(Objective cost) {
    TradeOffChart chart = new TradeOffChart(objective, cost);
    chart.write(page, measured, Set.copyOf(chart.front(chart.shown(measured))));
  }

  private Axis axis(List<Trial<Cell>> shown) {
    return Axis.exact(scale(shown, objective::value), quantity.name());
  }

  private static Scale scale(List<Trial<Cell>> shown, ToDoubleFunction<Trial<Cell>> value) {
    return Scale.of(shown.stream().map(value::applyAsDouble).toList());
  }

  /** Returns the tooltip of a trial's mark. */
  static String tip(Trial<Cell> trial, Objective objective) {
    Quantity quantity = Quantity.of(objective.metric());
    double predicted = trial.proposal().predicted();
    return trial.architecture()
        + "\n"
        + quantity.of(objective.value(trial))
        + (Double.isNaN(predicted) ? "" : ", predicted " + quantity.of(predicted));
  }
}
