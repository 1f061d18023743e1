package io.github.tribuopnas.report;

import io.github.tribuopnas.picture.Markup;
import io.github.tribuopnas.search.Ranking;
import io.github.tribuopnas.search.trial.Metrics;
import io.github.tribuopnas.search.trial.Objective;
import io.github.tribuopnas.search.trial.Trial;
import io.github.tribuopnas.space.Cell;
import java.util.Optional;

/** All trials as a table that can be sorted, the best first. */
final class Leaderboard {

  private static final String NUMBER = "number";

  private Leaderboard() {}

  static void write(Markup page, Report report) {
    if (report.trials().isEmpty()) {
      return;
    }
    // A search that trains everything in full has no fidelities to tell apart.
    boolean tellsFidelity =
        report.trials().stream().anyMatch(trial -> !trial.proposal().fidelity().isFull());
    page.open("section", "aria-labelledby", "board");
    page.element("h2", "Leaderboard", "id", "board");
    page.open(
        "div",
        "class",
        "card scroll tall",
        "tabindex",
        "0",
        "role",
        "group",
        "aria-label",
        "Leaderboard");
    page.open("table", "class", "sortable").open("thead").open("tr");
    header(page, "#", "ascending", NUMBER);
    header(page, "Cell", "none", "text");
    header(page, "Level", "none", NUMBER);
    if (tellsFidelity) {
      header(page, "Fidelity", "none", NUMBER);
    }
    Objective objective = report.objectives().get(0);
    header(page, Quantity.of(objective.metric()).title(), "none", NUMBER);
    header(page, "Predicted", "none", NUMBER);
    header(page, "Parameters", "none", NUMBER);
    header(page, "Mult-adds", "none", NUMBER);
    header(page, "Time", "none", NUMBER);
    page.close("tr").close("thead").open("tbody");
    int rank = 0;
    Optional<Trial<Cell>> winner = report.winner();
    for (Trial<Cell> trial : Ranking.of(report.trials(), report.objectives())) {
      rank++;
      page.open("tr");
      number(page, rank, Integer.toString(rank));
      cell(page, trial.architecture(), winner.filter(trial::equals).isPresent());
      row(page, trial, objective, tellsFidelity);
      page.close("tr");
    }
    page.close("tbody").close("table").close("div").close("section");
  }

  private static void header(Markup page, String name, String order, String kind) {
    page.open("th", "scope", "col", "class", kind, "aria-sort", order)
        .element("button", name, "type", "button")
        .close("th");
  }

  private static void row(
      Markup page, Trial<Cell> trial, Objective objective, boolean tellsFidelity) {
    Quantity quantity = Quantity.of(objective.metric());
    int level = trial.proposal().level();
    number(page, level, Integer.toString(level));
    if (tellsFidelity) {
      double fraction = trial.proposal().fidelity().fraction();
      number(page, fraction, Numbers.percent(fraction));
    }
    if (trial.isComplete()) {
      number(page, objective.value(trial), Quantity.reached(trial, objective));
    } else {
      page.element("td", "failed: " + trial.reason(), "class", "failed", "data-value", "");
    }
    double predicted = trial.proposal().predicted();
    number(page, predicted, quantity.of(predicted));
    double parameters = trial.metrics().get(Metrics.PARAMETERS);
    number(page, parameters, Numbers.count(parameters));
    double multAdds = trial.metrics().get(Metrics.MULT_ADDS);
    number(page, multAdds, Numbers.count(multAdds));
    double seconds = trial.metrics().get(Metrics.SECONDS);
    number(page, seconds, Numbers.time(seconds));
  }

  private static void cell(Markup page, Cell cell, boolean isWinner) {
    page.open("td").element("code", cell.toString());
    if (isWinner) {
      page.text(" ").element("strong", "winner");
    }
    page.close("td");
  }

  private static void number(Markup page, double value, String text) {
    page.element("td", text, "class", NUMBER, "data-value", Double.isNaN(value) ? "" : value);
  }
}
