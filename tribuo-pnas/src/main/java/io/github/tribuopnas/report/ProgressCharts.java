package io.github.tribuopnas.report;

import io.github.tribuopnas.picture.Axis;
import io.github.tribuopnas.picture.Markup;
import io.github.tribuopnas.picture.Scale;
import io.github.tribuopnas.report.Plot.Point;
import io.github.tribuopnas.search.trial.Metrics;
import io.github.tribuopnas.search.trial.Objective;
import io.github.tribuopnas.search.trial.Trial;
import io.github.tribuopnas.space.Cell;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** How the objective improved: trial by trial, and over the time that the search ran. */
final class ProgressCharts {

  private static final double MINUTE = 60;
  private static final double HOUR = 60 * MINUTE;
  private static final double DAY = 24 * HOUR;

  /** A unit is used from two of it on, so that the axis has more than one tick. */
  private static final int FEWEST = 2;

  private final Markup page;
  private final Objective objective;
  private final Axis values;

  private ProgressCharts(Markup page, Objective objective, Axis values) {
    this.page = page;
    this.objective = objective;
    this.values = values;
  }

  /**
   * Writes the charts.
   *
   * @param page takes them
   * @param trials all trials in the order of the search
   * @param objective what is shown of them
   * @param values the axis of its values
   */
  static void write(Markup page, List<Trial<Cell>> trials, Objective objective, Axis values) {
    ProgressCharts charts = new ProgressCharts(page, objective, values);
    String title = Quantity.of(objective.metric()).title();
    charts.chart(
        title + " of every trial",
        "The line is the best so far, the dashes the best so far of a level.",
        new Axis(Scale.counts(0, trials.size()), "trial", Numbers::count),
        Progress.of(trials, objective).steps(),
        Progress.Step::number);
    List<Trial<Cell>> timed = timed(trials);
    if (timed.size() > 1) {
      double last = elapsed(timed.get(timed.size() - 1));
      Unit unit = Unit.of(last);
      charts.chart(
          title + " over time",
          "When each trial ended, since the search began; pauses left out.",
          Axis.exact(Scale.linear(0, last / unit.seconds), unit.name),
          Progress.of(timed, objective).steps(),
          step -> elapsed(step.trial()) / unit.seconds);
    }
  }

  /** Returns the trials whose end is known, in the order in which they ended. */
  static List<Trial<Cell>> timed(List<Trial<Cell>> trials) {
    List<Trial<Cell>> timed = new ArrayList<>();
    for (Trial<Cell> trial : trials) {
      if (trial.isComplete() && elapsed(trial) >= 0) {
        timed.add(trial);
      }
    }
    timed.sort(Comparator.comparingDouble(ProgressCharts::elapsed));
    return timed;
  }

  private static double elapsed(Trial<Cell> trial) {
    return trial.metrics().get(Metrics.ELAPSED);
  }

  private void chart(
      String title,
      String note,
      Axis axis,
      List<Progress.Step> steps,
      ToDoubleFunction<Progress.Step> place) {
    Plot plot = new Plot(axis, values);
    List<Point> best = new ArrayList<>();
    List<Point> ofLevel = new ArrayList<>();
    int level = 0;
    for (Progress.Step step : steps) {
      double x = place.applyAsDouble(step);
      if (step.level() != level) {
        plot.steps(ofLevel, "oflevel");
        ofLevel.clear();
        level = step.level();
      }
      best.add(new Point(x, step.best()));
      ofLevel.add(new Point(x, step.bestOfLevel()));
      plot.mark(
          new Point(x, objective.value(step.trial())),
          level,
          ChartSection.tip(step.trial(), objective));
    }
    plot.steps(ofLevel, "oflevel").steps(best, "bestsofar");
    String last = Quantity.of(objective.metric()).of(steps.get(steps.size() - 1).best());
    new Figure(
            page,
            title,
            note,
            plot.svg(title, "Best so far " + last + "; the leaderboard below lists every trial"))
        .close();
  }

  /** A unit of time. */
  private record Unit(String name, double seconds) {

    static Unit of(double longest) {
      if (longest >= FEWEST * DAY) {
        return new Unit("days of search", DAY);
      }
      if (longest >= FEWEST * HOUR) {
        return new Unit("hours of search", HOUR);
      }
      return longest >= FEWEST * MINUTE
          ? new Unit("minutes of search", MINUTE)
          : new Unit("seconds of search", 1);
    }
  }
}
