package io.github.tribuopnas.report;

import io.github.tribuopnas.search.Choice;
import io.github.tribuopnas.search.trial.Objective;
import io.github.tribuopnas.search.trial.Trial;
import io.github.tribuopnas.space.Cell;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeSet;

/**
 * What a search would have chosen under other limits of an objective, all else equal.
 *
 * @param trials all trials
 * @param objectives what the search optimizes, the most important first
 */
record OtherLimits(List<Trial<Cell>> trials, List<Objective> objectives) {

  private static final double[] QUANTILES = {0.1, 0.25, 0.5, 0.75};

  /** Limits are as round as people would write them. */
  private static final MathContext ROUND = new MathContext(2, RoundingMode.CEILING);

  /**
   * A limit and what would win within it.
   *
   * @param limit the limit; empty for none
   * @param winner the winner; empty if nothing keeps the limit
   */
  record Row(OptionalDouble limit, Optional<Trial<Cell>> winner) {}

  /** Returns the choices from the tightest limit to none; the search's own limit is among them. */
  List<Row> of(Objective objective) {
    double[] values =
        trials.stream().mapToDouble(objective::value).filter(Double::isFinite).sorted().toArray();
    TreeSet<Double> limits = new TreeSet<>();
    for (double quantile : values.length == 0 ? new double[0] : QUANTILES) {
      double value = values[(int) (quantile * (values.length - 1))];
      limits.add(new BigDecimal(value).round(ROUND).doubleValue());
    }
    objective.limit().ifPresent(limits::add);
    List<Double> tightestFirst = new ArrayList<>(limits);
    if (objective.direction() == Objective.Direction.MAXIMIZE) {
      tightestFirst = new ArrayList<>(limits.descendingSet());
    }
    List<Row> rows = new ArrayList<>();
    for (double limit : tightestFirst) {
      rows.add(new Row(OptionalDouble.of(limit), winner(objective, limit)));
    }
    double worst = -objective.direction().score(Double.POSITIVE_INFINITY);
    rows.add(new Row(OptionalDouble.empty(), winner(objective, worst)));
    return List.copyOf(rows);
  }

  private Optional<Trial<Cell>> winner(Objective objective, double limit) {
    List<Objective> limited =
        objectives.stream()
            .map(other -> other.equals(objective) ? other.withLimit(limit) : other)
            .toList();
    return Choice.of(trials, limited).map(Choice::winner);
  }
}
