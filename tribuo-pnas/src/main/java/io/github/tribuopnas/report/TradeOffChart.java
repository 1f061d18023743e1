package io.github.tribuopnas.report;

import io.github.tribuopnas.picture.Axis;
import io.github.tribuopnas.picture.Markup;
import io.github.tribuopnas.picture.Scale;
import io.github.tribuopnas.report.Plot.Point;
import io.github.tribuopnas.search.ParetoFront;
import io.github.tribuopnas.search.trial.Objective;
import io.github.tribuopnas.search.trial.Trial;
import io.github.tribuopnas.space.Cell;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.DoubleStream;

/**
 * An objective against another or a cost, with the front of the two as a line and a limit as
 * another. What is dominated is faint.
 *
 * @param objective what is drawn upwards
 * @param cost what is drawn to the right; its limit is drawn if it has one
 */
record TradeOffChart(Objective objective, Objective cost) {

  /** From here on ticks are written with thousands as units. */
  private static final double LARGE = 1000;

  /** Returns those of which both are known. */
  List<Trial<Cell>> shown(List<Trial<Cell>> trials) {
    return trials.stream()
        .filter(trial -> !Double.isNaN(cost.value(trial)) && !Double.isNaN(objective.value(trial)))
        .toList();
  }

  /** Writes the chart of trials; those that are undominated in more than these two stand out. */
  void write(Markup page, List<Trial<Cell>> trials, Set<Trial<Cell>> undominated) {
    List<Trial<Cell>> shown = shown(trials);
    if (shown.isEmpty()) {
      return;
    }
    Quantity quantity = Quantity.of(objective.metric());
    Quantity costs = Quantity.of(cost.metric());
    Axis y = Axis.exact(Scale.of(shown.stream().map(objective::value).toList()), quantity.name());
    Plot plot = new Plot(horizontal(shown, costs), y);
    cost.limit()
        .ifPresent(
            limit ->
                plot.line(
                    List.of(new Point(limit, y.scale().from()), new Point(limit, y.scale().to())),
                    "limit"));
    List<Trial<Cell>> front = front(shown);
    plot.steps(front.stream().map(this::point).toList(), "front");
    for (Trial<Cell> trial : shown) {
      String tip =
          ChartSection.tip(trial, objective)
              + "\n"
              + costs.of(cost.value(trial))
              + " "
              + costs.name();
      if (undominated.contains(trial)) {
        plot.mark(point(trial), trial.proposal().level(), tip);
      } else {
        plot.faint(point(trial), trial.proposal().level(), tip);
      }
    }
    List<List<String>> rows = new ArrayList<>();
    for (Trial<Cell> trial : front) {
      rows.add(
          List.of(
              trial.architecture().toString(),
              costs.of(cost.value(trial)),
              quantity.of(objective.value(trial))));
    }
    String title = quantity.title() + " and " + costs.name();
    String note =
        "The line is the Pareto front: no trial is better in one and as good in the other."
            + (cost.limit().isPresent()
                ? " The dashed line is the limit, " + costs.of(cost.limit().getAsDouble()) + "."
                : "");
    new Figure(page, title, note, plot.svg(title, front.size() + " trials are on the Pareto front"))
        .numbers(List.of("Cell on the front", costs.name(), quantity.title()), rows)
        .close();
  }

  private Axis horizontal(List<Trial<Cell>> shown, Quantity costs) {
    double[] values =
        DoubleStream.concat(shown.stream().mapToDouble(cost::value), cost.limit().stream())
            .filter(Double::isFinite)
            .sorted()
            .toArray();
    double least = values[0];
    double most = values[values.length - 1];
    Scale scale = least > 0 ? Scale.logarithmic(least, most) : Scale.linear(least, most);
    return most < LARGE
        ? Axis.exact(scale, costs.axis())
        : new Axis(scale, costs.axis(), Numbers::tick);
  }

  /** Returns the front of the two from low to high costs; of equals in both, the first. */
  List<Trial<Cell>> front(List<Trial<Cell>> shown) {
    Map<Point, Trial<Cell>> front = new LinkedHashMap<>();
    ParetoFront.of(shown, List.of(objective, cost)).stream()
        .sorted(Comparator.comparingDouble(cost::value))
        .forEach(trial -> front.putIfAbsent(point(trial), trial));
    return List.copyOf(front.values());
  }

  private Point point(Trial<Cell> trial) {
    return new Point(cost.value(trial), objective.value(trial));
  }
}
