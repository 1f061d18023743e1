package io.github.tribuopnas.report;

import io.github.tribuopnas.picture.CellPicture;
import io.github.tribuopnas.picture.Markup;
import io.github.tribuopnas.search.Choice;
import io.github.tribuopnas.search.SearchResult;
import io.github.tribuopnas.search.trial.Metrics;
import io.github.tribuopnas.search.trial.Objective;
import io.github.tribuopnas.search.trial.Trial;
import io.github.tribuopnas.space.Cell;
import io.github.tribuopnas.space.Concatenation;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The winner's cell and the best cell of each level as pictures. */
final class CellSection {

  private final Markup page;
  private final List<Objective> objectives;
  private final Concatenation concatenation;

  private CellSection(Markup page, Report report) {
    this.page = page;
    objectives = report.objectives();
    concatenation = report.concatenation();
  }

  static void write(Markup page, Report report) {
    CellSection section = new CellSection(page, report);
    List<Trial<Cell>> trials = report.trials();
    Optional<Choice<Cell>> choice = report.choice();
    if (choice.isEmpty()) {
      return;
    }
    Trial<Cell> winner = choice.get().winner();
    page.open("section", "aria-labelledby", "cells");
    page.element("h2", "Cells", "id", "cells");
    section.picture("The winner", choice.get().reason(), winner, "wide");
    Map<Integer, Trial<Cell>> earlier = bestOfLevels(trials, report.objectives());
    earlier.values().remove(winner);
    if (!earlier.isEmpty()) {
      page.open("div", "class", "grid");
      earlier.forEach((level, trial) -> section.picture("Best of level " + level, "", trial, ""));
      page.close("div");
    }
    page.close("section");
  }

  /** Returns the best trial of each level that has one. */
  static Map<Integer, Trial<Cell>> bestOfLevels(
      List<Trial<Cell>> trials, List<Objective> objectives) {
    Map<Integer, Trial<Cell>> best = new TreeMap<>();
    trials.stream()
        .collect(Collectors.groupingBy(trial -> trial.proposal().level()))
        .forEach(
            (level, ofLevel) ->
                best(ofLevel, objectives).ifPresent(trial -> best.put(level, trial)));
    return best;
  }

  private static Optional<Trial<Cell>> best(List<Trial<Cell>> trials, List<Objective> objectives) {
    return new SearchResult<>(trials, Optional.empty(), List.of()).best(objectives);
  }

  private String reached(Trial<Cell> trial) {
    Objective objective = objectives.get(0);
    Quantity quantity = Quantity.of(objective.metric());
    String value = quantity.of(objective.value(trial));
    return objective.metric().equals(Metrics.ACCURACY)
        ? value + " of the validation images"
        : quantity.name() + " " + value;
  }

  private void picture(String title, String reason, Trial<Cell> trial, String kind) {
    Cell cell = trial.architecture();
    page.open("figure", "class", ("card cell " + kind).strip());
    page.open("figcaption").element("h3", title);
    page.element("p", reached(trial));
    if (!reason.isEmpty()) {
      page.element("p", reason);
    }
    page.close("figcaption");
    page.open("div", "class", "scroll", "tabindex", "0", "role", "group", "aria-label", title);
    page.trusted(CellPicture.svg(cell, concatenation)).close("div");
    page.element("code", cell.toString(), "class", "celltext");
    page.close("figure");
  }
}
