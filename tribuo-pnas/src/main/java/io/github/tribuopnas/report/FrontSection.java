package io.github.tribuopnas.report;

import io.github.tribuopnas.picture.Axis;
import io.github.tribuopnas.picture.Markup;
import io.github.tribuopnas.picture.Scale;
import io.github.tribuopnas.report.Plot.Point;
import io.github.tribuopnas.search.Front;
import io.github.tribuopnas.search.ParetoFront;
import io.github.tribuopnas.search.RankCorrelation;
import io.github.tribuopnas.search.trial.Objective;
import io.github.tribuopnas.search.trial.Trial;
import io.github.tribuopnas.space.Cell;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What a search for several objectives traded off, and what it would have chosen otherwise. */
final class FrontSection {

  private static final String DASH = "–";

  private final Markup page;
  private final Report report;
  private final Objective objective;
  private final List<Objective> costs;
  private final List<Trial<Cell>> measured;

  private FrontSection(Markup page, Report report) {
    this.page = page;
    this.report = report;
    List<Objective> tradedOff = Front.tradedOff(report.objectives());
    objective = tradedOff.get(0);
    costs = tradedOff.subList(1, tradedOff.size());
    measured = ChartSection.decisive(report.trials());
  }

  static void write(Markup page, Report report) {
    FrontSection section = new FrontSection(page, report);
    if (section.costs.isEmpty() || section.measured.isEmpty()) {
      return;
    }
    page.open("section", "aria-labelledby", "front").element("h2", "The front", "id", "front");
    section.overLimits();
    section.models();
    page.open("div", "class", "grid");
    Set<Trial<Cell>> undominated =
        new HashSet<>(ParetoFront.of(section.measured, Front.tradedOff(report.objectives())));
    for (Objective cost : section.costs) {
      new TradeOffChart(section.objective, cost).write(page, section.measured, undominated);
      section.predictions(cost);
    }
    page.close("div");
    section.costs.forEach(section::otherLimits);
    page.close("section");
  }

  private void overLimits() {
    if (!report.delivery().overLimits().isEmpty()) {
      page.open("ul", "class", "card notes");
      report.delivery().overLimits().forEach(over -> page.element("li", over.text()));
      page.close("ul");
    }
  }

  private void models() {
    List<ServedModel> models = report.delivery().models();
    if (models.isEmpty()) {
      return;
    }
    List<String> names = new ArrayList<>(List.of("File", "Cell", "Test accuracy"));
    List<String> metrics = List.copyOf(models.get(0).measured().keySet());
    metrics.forEach(metric -> names.add(Quantity.of(metric).title()));
    List<List<String>> rows = new ArrayList<>();
    for (ServedModel model : models) {
      Double accuracy = model.testAccuracy();
      List<String> row = new ArrayList<>(List.of(model.file(), model.cell()));
      row.add(accuracy == null ? DASH : Numbers.percent(accuracy));
      metrics.forEach(
          metric ->
              row.add(Quantity.of(metric).of(model.measured().getOrDefault(metric, Double.NaN))));
      rows.add(row);
    }
    table("The models as they were exported and measured again", names, rows);
  }

  private void predictions(Objective cost) {
    Map<Cell, Double> predicted = report.predictions().getOrDefault(cost.metric(), Map.of());
    List<Trial<Cell>> shown =
        measured.stream()
            .filter(trial -> predicted.containsKey(trial.architecture()))
            .filter(trial -> !Double.isNaN(cost.value(trial)))
            .toList();
    if (shown.isEmpty()) {
      return;
    }
    Quantity quantity = Quantity.of(cost.metric());
    Scale x = Scale.of(shown.stream().map(trial -> predicted.get(trial.architecture())).toList());
    Scale y = Scale.of(shown.stream().map(cost::value).toList());
    Plot plot =
        new Plot(Axis.exact(x, "predicted " + quantity.axis()), Axis.exact(y, quantity.axis()));
    double from = Math.max(x.from(), y.from());
    double to = Math.min(x.to(), y.to());
    if (from < to) {
      plot.line(List.of(new Point(from, from), new Point(to, to)), "diagonal");
    }
    for (Trial<Cell> trial : shown) {
      double value = predicted.getOrDefault(trial.architecture(), Double.NaN);
      String tip =
          trial.architecture()
              + "\n"
              + quantity.of(cost.value(trial))
              + ", predicted "
              + quantity.of(value);
      plot.mark(new Point(value, cost.value(trial)), trial.proposal().level(), tip);
    }
    List<List<String>> rows = new ArrayList<>();
    Map<Integer, List<Trial<Cell>>> levels =
        shown.stream()
            .collect(
                Collectors.groupingBy(
                    trial -> trial.proposal().level(), TreeMap::new, Collectors.toList()));
    levels.forEach(
        (level, trials) ->
            rows.add(
                List.of(
                    Integer.toString(level),
                    Integer.toString(trials.size()),
                    Numbers.correlation(correlation(trials, predicted, cost)))));
    String text =
        rows.stream()
            .map(row -> "level " + row.get(0) + " " + row.get(2))
            .collect(Collectors.joining(", ", "Spearman’s rank correlation: ", ""));
    String title = "Predicted against measured " + quantity.name();
    new Figure(
            page,
            title,
            "Predicted from what was measured at the levels before. " + text + ".",
            plot.svg(title, text))
        .numbers(List.of("Level", "Predicted trials", "Rank correlation"), rows)
        .close();
  }

  private static double correlation(
      List<Trial<Cell>> trials, Map<Cell, Double> predicted, Objective cost) {
    return RankCorrelation.spearman(
        trials.stream().mapToDouble(trial -> predicted.get(trial.architecture())).toArray(),
        trials.stream().mapToDouble(cost::value).toArray());
  }

  private void otherLimits(Objective cost) {
    Quantity quantity = Quantity.of(objective.metric());
    Quantity limited = Quantity.of(cost.metric());
    List<List<String>> rows = new ArrayList<>();
    for (OtherLimits.Row row : new OtherLimits(report.trials(), report.objectives()).of(cost)) {
      String limit = row.limit().isPresent() ? limited.of(row.limit().getAsDouble()) : "none";
      rows.add(
          row.winner()
              .map(
                  winner ->
                      List.of(
                          row.limit().equals(cost.limit()) && row.limit().isPresent()
                              ? limit + " (this search)"
                              : limit,
                          quantity.of(objective.value(winner)),
                          limited.of(cost.value(winner)),
                          winner.architecture().toString()))
              .orElse(List.of(limit, DASH, DASH, "no cell keeps this limit")));
    }
    table(
        "What would win under other limits of " + limited.name(),
        List.of("Limit", quantity.title(), limited.title(), "Cell"),
        rows);
  }

  private void table(String title, List<String> names, List<List<String>> rows) {
    page.open("div", "class", "card").element("h3", title).open("div", "class", "scroll");
    Figure.table(page, names, rows);
    page.close("div").close("div");
  }
}
