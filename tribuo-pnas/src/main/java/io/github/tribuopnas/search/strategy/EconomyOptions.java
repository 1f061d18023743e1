package io.github.tribuopnas.search.strategy;

import com.oracle.labs.mlrg.olcut.config.Config;
import io.github.tribuopnas.base.Registry;
import io.github.tribuopnas.base.Require;
import io.github.tribuopnas.options.OptionGroup;
import io.github.tribuopnas.options.Range;
import io.github.tribuopnas.search.trial.Metrics;
import io.github.tribuopnas.search.trial.Objective;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/** What makes a search cheaper: where its trials are, and how long each is trained. */
public final class EconomyOptions extends OptionGroup<EconomyOptions> {

  private static final String LEVELS =
      "Numbers of blocks whose cells are tried, ascending, such as 1,3,5; or all.";
  private static final String TRIALS =
      "Total number of cells, distributed over the levels in proportion to their blocks; 0"
          + " uses --first-level and --beam.";
  private static final String SAMPLING =
      "How the first level is chosen: uniform, at random; or spread, half of it by what the"
          + " surrogate predicts before any trial, if it can, the rest spread over operations and"
          + " inputs.";
  private static final String FIRST_CELLS =
      "Cells that the first level begins with, separated by spaces, before others are chosen; or"
          + " none.";
  private static final String HALVING =
      "Train all cells briefly, the best of them for longer, and few in full: off, on or"
          + " halving(FIRST,KEPT,GROWTH,FINALISTS). FIRST is the fraction of the training that all"
          + " get, KEPT that of the cells that go on to GROWTH times as much, until those of all"
          + " levels are no more than FINALISTS.";
  private static final String LAST_RUNG =
      "Train the best FINALISTS of all levels again before one is chosen: off;"
          + " longer(FINALISTS,TIMES), TIMES as long, without halving; or crossed(FINALISTS,FOLDS),"
          + " once without each of FOLDS parts of the training images, measured on that part and on"
          + " the validation images.";

  private static final String PATIENCE =
      "End the search once N cells in a row have brought nothing that is better than the best by"
          + " more than a standard error; cells that are asked at once, such as a level, count"
          + " together. 0 tries all.";

  private static final String METRIC =
      "What the search optimizes on the validation images: accuracy, balanced-accuracy, macro-f1,"
          + " or loss, also named log-loss.";

  /** What a search may optimize by the name of the metric; the most important comes first. */
  public static final Registry<List<Objective>> METRICS =
      Registry.<List<Objective>>of("metric")
          .with(Metrics.ACCURACY, numbers -> List.of(Objective.ACCURACY))
          .with(Metrics.LOSS, numbers -> List.of(Objective.LOSS, Objective.ACCURACY))
          .with("log-loss", numbers -> List.of(Objective.LOSS, Objective.ACCURACY))
          .with("balanced-accuracy", numbers -> overClasses(Metrics.BALANCED_ACCURACY))
          .with("macro-f1", numbers -> overClasses(Metrics.MACRO_F1));

  /** Accuracy decides where classes weigh the same. */
  private static List<Objective> overClasses(String metric) {
    return List.of(Objective.maximize(metric), Objective.ACCURACY);
  }

  private static final String NONE = "none";
  private static final String ALL = "all";
  private static final String OFF = "off";
  private static final int MOST = 1_000_000;

  @Config(description = LEVELS)
  @Option(names = "--levels", paramLabel = "LEVEL,...", description = LEVELS)
  private String levels = ALL;

  @Config(description = TRIALS)
  @Option(names = "--trials", paramLabel = "N", description = TRIALS)
  @Range(from = 0, to = MOST)
  private int trials;

  @Config(description = SAMPLING)
  @Option(names = "--sampling", paramLabel = "NAME", description = SAMPLING)
  private String sampling = Sampling.UNIFORM.text();

  @Config(description = FIRST_CELLS)
  @Option(names = "--first-cells", paramLabel = "CELLS", description = FIRST_CELLS)
  private String firstCells = NONE;

  @Config(description = HALVING)
  @Option(names = "--halving", paramLabel = "FORM", description = HALVING)
  private String halving = OFF;

  @Config(description = LAST_RUNG)
  @Option(names = "--last-rung", paramLabel = "FORM", description = LAST_RUNG)
  private String lastRung = OFF;

  @Config(description = PATIENCE)
  @Option(names = "--patience", paramLabel = "N", description = PATIENCE)
  @Range(from = 0, to = MOST)
  private int patience;

  @Config(description = METRIC)
  @Option(names = "--metric", paramLabel = "NAME", description = METRIC)
  private String metric = Metrics.ACCURACY;

  /** Starts from the defaults. */
  public EconomyOptions() {}

  /**
   * Returns these options with other levels.
   *
   * @param text {@code all}, or ascending numbers of blocks, such as {@code 1,3,5}
   * @return the changed copy
   */
  public EconomyOptions withLevels(String text) {
    return with(copy -> copy.levels = text);
  }

  /**
   * Returns these options with a number of trials in place of a first level and a beam.
   *
   * @param number cells tried in all, at least 0; 0 takes the first level and the beam
   * @return the changed copy
   */
  public EconomyOptions withTrials(int number) {
    return with(copy -> copy.trials = number);
  }

  /**
   * Returns these options with another choice of the first level.
   *
   * @param chosen how it is chosen
   * @return the changed copy
   */
  public EconomyOptions withSampling(Sampling chosen) {
    return with(copy -> copy.sampling = chosen.text());
  }

  /**
   * Returns these options with cells that are tried before any others.
   *
   * @param cells cells of the first level
   * @return the changed copy
   */
  public EconomyOptions withFirstCells(List<String> cells) {
    return with(copy -> copy.firstCells = cells.isEmpty() ? NONE : String.join(" ", cells));
  }

  /**
   * Returns these options with another halving.
   *
   * @param text {@code off}, {@code on} or {@code halving(FIRST,KEPT,GROWTH,FINALISTS)}
   * @return the changed copy
   */
  public EconomyOptions withHalving(String text) {
    return with(copy -> copy.halving = text);
  }

  /**
   * Returns these options with another last rung.
   *
   * @param text {@code off}, {@code longer(FINALISTS,TIMES)} or {@code crossed(FINALISTS,FOLDS)}
   * @return the changed copy
   */
  public EconomyOptions withLastRung(String text) {
    return with(copy -> copy.lastRung = text);
  }

  /**
   * Returns these options with another patience.
   *
   * @param cells after how many cells in vain the search ends, at least 0; 0 tries all
   * @return the changed copy
   */
  public EconomyOptions withPatience(int cells) {
    return with(copy -> copy.patience = cells);
  }

  /**
   * Returns these options with another metric.
   *
   * @param name {@link Metrics#ACCURACY} or {@link Metrics#LOSS}
   * @return the changed copy
   */
  public EconomyOptions withMetric(String name) {
    return with(copy -> copy.metric = name);
  }

  @Override
  protected void check() {
    check("levels", this::levels);
    check("sampling", this::sampling);
    check("halving", this::halving);
    check("lastRung", this::lastRung);
    check("metric", this::objectives);
  }

  /**
   * Returns which levels are tried.
   *
   * @return ascending numbers from 1; none if all are
   */
  public List<Integer> levels() {
    if (levels.equals(ALL)) {
      return List.of();
    }
    List<Integer> numbers = new ArrayList<>();
    int last = 0;
    for (String text : levels.split(",", -1)) {
      int number = Require.wholeNumber("a level", text.strip());
      Require.that(number > last, "levels", levels, ALL + " and ascending numbers from 1");
      numbers.add(number);
      last = number;
    }
    return List.copyOf(numbers);
  }

  /**
   * Returns how many are tried in all.
   *
   * @return the number; 0 if the first level and the beam tell
   */
  public int trials() {
    return trials;
  }

  /**
   * Returns how the first level is chosen.
   *
   * @return the choice that was named
   */
  public Sampling sampling() {
    return Sampling.parse(sampling);
  }

  /**
   * Returns the cells that are tried before any others.
   *
   * @return their texts
   */
  public List<String> firstCells() {
    return firstCells.equals(NONE) ? List.of() : List.of(firstCells.strip().split("\\s+"));
  }

  /**
   * Returns how candidates are thinned out by short trainings.
   *
   * @return the halving; empty if all are trained in full
   */
  public Optional<Halving> halving() {
    return Halving.FORMS.parse(halving);
  }

  /**
   * Returns after how many cells in vain the search ends.
   *
   * @return the number; 0 if all are tried
   */
  public int patience() {
    return patience;
  }

  /**
   * Returns what the search optimizes.
   *
   * @return the objectives, the most important first; at least one
   */
  public List<Objective> objectives() {
    return METRICS.parse(metric);
  }

  /**
   * Returns which are trained again before one is chosen.
   *
   * @return the last rung; empty if there is none
   */
  public Optional<LastRung> lastRung() {
    return LastRung.FORMS.parse(lastRung);
  }
}
