package io.github.tribuopnas.cli.run;

import io.github.tribuopnas.search.Front;
import io.github.tribuopnas.search.trial.Objective;
import io.github.tribuopnas.search.trial.Trial;
import io.github.tribuopnas.space.Cell;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A cell that no other of the search dominates.
 *
 * @param cell text form of the cell
 * @param values what it reached as a candidate, by metric, in the order of the objectives
 */
public record FrontMember(String cell, Map<String, Double> values) {

  /**
   * Returns the front of a search.
   *
   * @param trials all its trials
   * @param objectives what it optimizes, the most important first
   * @return the members, the best in the first objective first; none if nothing is traded off
   */
  public static List<FrontMember> of(List<Trial<Cell>> trials, List<Objective> objectives) {
    List<Objective> tradedOff = Front.tradedOff(objectives);
    return tradedOff.size() == 1
        ? List.of()
        : Front.of(trials, objectives).stream().map(trial -> of(trial, tradedOff)).toList();
  }

  private static FrontMember of(Trial<Cell> trial, List<Objective> objectives) {
    Map<String, Double> values = new LinkedHashMap<>();
    objectives.forEach(objective -> values.put(objective.metric(), objective.value(trial)));
    return new FrontMember(trial.architecture().toString(), values);
  }

  /**
   * Prints a front for people.
   *
   * @param front its members
   * @param out where to
   */
  public static void print(List<FrontMember> front, PrintWriter out) {
    if (front.isEmpty()) {
      out.println("no front: the search has one objective, or no trial within the limits");
      return;
    }
    front.get(0).values().keySet().forEach(metric -> out.printf("%-18s", metric));
    out.println("cell");
    for (FrontMember member : front) {
      member.values().values().forEach(value -> out.printf(Locale.ROOT, "%-18.6g", value));
      out.println(member.cell());
    }
  }
}
