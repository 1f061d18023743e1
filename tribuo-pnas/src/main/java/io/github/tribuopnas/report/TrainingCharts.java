package io.github.tribuopnas.report;

import io.github.tribuopnas.picture.Axis;
import io.github.tribuopnas.picture.Markup;
import io.github.tribuopnas.picture.Scale;
import io.github.tribuopnas.report.Plot.Point;
import io.github.tribuopnas.search.Ranking;
import io.github.tribuopnas.search.trial.Objective;
import io.github.tribuopnas.search.trial.Trial;
import io.github.tribuopnas.space.Cell;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;

/** How networks were trained: the candidates by their accuracies, the winner by its losses. */
final class TrainingCharts {

  /** With more lines than this, none can be followed. */
  private static final int MOST_CURVES = 60;

  private TrainingCharts() {}

  static void write(
      Markup page, List<Trial<Cell>> measured, List<Objective> objectives, List<Curve> curves) {
    candidates(page, measured, objectives);
    curves.stream()
        .filter(curve -> curve.losses().size() > 1)
        .forEach(curve -> losses(page, curve));
  }

  /** Returns the best of the trials whose accuracy was measured after several epochs. */
  static List<Trial<Cell>> shown(List<Trial<Cell>> measured, List<Objective> objectives) {
    return Ranking.of(measured, objectives).stream()
        .filter(trial -> trial.isComplete() && trial.run().epochAccuracies().size() > 1)
        .limit(MOST_CURVES)
        .toList();
  }

  private static void candidates(
      Markup page, List<Trial<Cell>> measured, List<Objective> objectives) {
    List<Trial<Cell>> shown = shown(measured, objectives);
    if (shown.isEmpty()) {
      return;
    }
    int epochs = shown.stream().mapToInt(t -> t.run().epochAccuracies().size()).max().orElseThrow();
    List<Double> accuracies =
        shown.stream().flatMap(trial -> trial.run().epochAccuracies().stream()).toList();
    Plot plot =
        new Plot(
            new Axis(Scale.counts(1, epochs), "epoch", Numbers::count),
            Axis.exact(Scale.of(accuracies), "accuracy"));
    Map<Integer, Trial<Cell>> best = CellSection.bestOfLevels(shown, objectives);
    List<Trial<Cell>> others = new ArrayList<>(shown);
    others.removeAll(best.values());
    // The best come last, above the others.
    others.forEach(
        trial -> plot.curve(points(trial), trial.proposal().level(), "", tip(trial, objectives)));
    best.forEach(
        (level, trial) -> plot.curve(points(trial), level, "best", tip(trial, objectives)));
    String title = "Training of the candidates";
    String note =
        (shown.size() < measured.size() ? "The " + shown.size() + " best; " : "")
            + "the best of each level in bold.";
    new Figure(
            page,
            title,
            note.substring(0, 1).toUpperCase(Locale.ROOT) + note.substring(1),
            plot.svg(title, "Validation accuracy after each epoch"))
        .numbers(names(best.keySet()), rows(best.values(), epochs))
        .close();
  }

  private static List<String> names(Collection<Integer> levels) {
    List<String> names = new ArrayList<>(List.of("Epoch"));
    levels.forEach(level -> names.add("Best of level " + level));
    return names;
  }

  private static List<List<String>> rows(Collection<Trial<Cell>> best, int epochs) {
    List<List<String>> rows = new ArrayList<>();
    for (int epoch = 1; epoch <= epochs; epoch++) {
      List<String> row = new ArrayList<>(List.of(Integer.toString(epoch)));
      for (Trial<Cell> trial : best) {
        List<Double> accuracies = trial.run().epochAccuracies();
        row.add(
            Numbers.percent(epoch <= accuracies.size() ? accuracies.get(epoch - 1) : Double.NaN));
      }
      rows.add(row);
    }
    return rows;
  }

  private static List<Point> points(Trial<Cell> trial) {
    List<Double> accuracies = trial.run().epochAccuracies();
    return IntStream.range(0, accuracies.size())
        .mapToObj(i -> new Point(i + 1, accuracies.get(i)))
        .toList();
  }

  private static String tip(Trial<Cell> trial, List<Objective> objectives) {
    Objective objective = objectives.get(0);
    return trial.architecture() + "\n" + Quantity.of(objective.metric()).of(objective.value(trial));
  }

  private static void losses(Markup page, Curve curve) {
    List<Double> losses = curve.losses();
    double most = losses.stream().mapToDouble(Double::doubleValue).max().orElseThrow();
    Plot plot =
        new Plot(
            new Axis(Scale.counts(0, losses.size()), "epoch", Numbers::count),
            Axis.exact(Scale.linear(0, most), "loss"));
    List<Point> points = new ArrayList<>();
    List<List<String>> rows = new ArrayList<>();
    for (int epoch = 1; epoch <= losses.size(); epoch++) {
      double loss = losses.get(epoch - 1);
      points.add(new Point(epoch, loss));
      rows.add(List.of(Integer.toString(epoch), String.format(Locale.ROOT, "%.4f", loss)));
    }
    plot.line(points, "bestsofar");
    String title = "Training of " + curve.name();
    String end =
        String.format(Locale.ROOT, "The last epoch’s loss is %.4f", losses.get(losses.size() - 1));
    new Figure(page, title, "Mean cross-entropy of each epoch.", plot.svg(title, end))
        .numbers(List.of("Epoch", "Loss"), rows)
        .close();
  }
}
