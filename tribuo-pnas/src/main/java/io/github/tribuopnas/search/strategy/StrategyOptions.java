package io.github.tribuopnas.search.strategy;

import com.oracle.labs.mlrg.olcut.config.Config;
import io.github.tribuopnas.base.Quoted;
import io.github.tribuopnas.options.OptionGroup;
import io.github.tribuopnas.options.Range;
import java.util.OptionalInt;
import picocli.CommandLine.Option;

/** What decides which architectures a search tries. */
public final class StrategyOptions extends OptionGroup<StrategyOptions> {

  private static final String STRATEGY =
      "Which strategy proposes cells: pnas, random, evolution, nsga2 or reinforce.";
  private static final String REFIT_EVERY =
      "After how many trials the strategy learns from them: a whole level, as in the paper, or N.";
  private static final String AHEAD =
      "With pnas, random and --refit-every N: cells that may be unfinished when the next N are"
          + " asked, so that many workers need not wait for the slowest; 0 waits for all.";
  private static final String ACQUISITION =
      "How the beam is chosen from predictions: mean, thompson, ucb or ucb(WEIGHT).";
  private static final String EXPLORATION =
      "Fraction of each beam for operations and inputs that the rest of it neglects, 0 to 1.";
  private static final String BEAM = "Cells trained at each level after the first.";
  private static final String FIRST_LEVEL =
      "One-block cells trained at the first level; 0 trains all.";
  private static final String POPULATION = "With evolution and nsga2: size of the population.";
  private static final String SAMPLE =
      "With evolution: cells drawn from the population, the best of which becomes a parent.";
  private static final String CONTROLLER_UNITS = "With reinforce: units of the controller's LSTM.";
  private static final String CONTROLLER_RATE = "With reinforce: learning rate of the controller.";
  private static final String ENTROPY_WEIGHT =
      "With reinforce: weight of the entropy of the controller's choices.";
  private static final String BASELINE_WEIGHT =
      "With reinforce: weight of earlier trials in the moving average that rewards are compared to,"
          + " from 0 to below 1.";

  /** What evolution and the controller ask at a time, unless told otherwise: for two workers. */
  public static final int SMALL_BATCH = 2;

  private static final String LEVEL = "level";
  private static final int MOST = 1_000_000;

  @Config(description = STRATEGY)
  @Option(names = "--strategy", paramLabel = "NAME", description = STRATEGY)
  private String strategy = StrategyKind.PNAS.text();

  @Config(description = REFIT_EVERY)
  @Option(names = "--refit-every", paramLabel = "level|N", description = REFIT_EVERY)
  private String refitEvery = LEVEL;

  @Config(description = AHEAD)
  @Option(names = "--ahead", paramLabel = "N", description = AHEAD)
  @Range(from = 0, to = MOST)
  private int ahead;

  @Config(description = ACQUISITION)
  @Option(names = "--acquisition", paramLabel = "NAME", description = ACQUISITION)
  private String acquisition = "mean";

  @Config(description = EXPLORATION)
  @Option(names = "--exploration", paramLabel = "FRACTION", description = EXPLORATION)
  @Range(from = 0, to = 1)
  private double exploration;

  @Config(description = BEAM)
  @Option(names = "--beam", paramLabel = "K", description = BEAM)
  @Range(from = 1, to = MOST)
  private int beam = 12;

  @Config(description = FIRST_LEVEL)
  @Option(names = "--first-level", paramLabel = "N", description = FIRST_LEVEL)
  @Range(from = 0, to = MOST)
  private int firstLevel;

  @Config(description = POPULATION)
  @Option(names = "--population", paramLabel = "N", description = POPULATION)
  @Range(from = 1, to = MOST)
  private int population = 20;

  @Config(description = SAMPLE)
  @Option(names = "--sample", paramLabel = "N", description = SAMPLE)
  @Range(from = 1, to = MOST)
  private int sample = 5;

  @Config(description = CONTROLLER_UNITS)
  @Option(names = "--controller-units", paramLabel = "N", description = CONTROLLER_UNITS)
  @Range(from = 1, to = 10_000)
  private int controllerUnits = 100;

  @Config(description = CONTROLLER_RATE)
  @Option(names = "--controller-rate", paramLabel = "RATE", description = CONTROLLER_RATE)
  @Range(above = 0)
  private double controllerRate = 0.0035;

  @Config(description = ENTROPY_WEIGHT)
  @Option(names = "--entropy-weight", paramLabel = "WEIGHT", description = ENTROPY_WEIGHT)
  @Range(from = 0)
  private double entropyWeight = 1e-5;

  @Config(description = BASELINE_WEIGHT)
  @Option(names = "--baseline-weight", paramLabel = "WEIGHT", description = BASELINE_WEIGHT)
  @Range(from = 0, below = 1)
  private double baselineWeight = 0.95;

  /** Starts from the defaults. */
  public StrategyOptions() {}

  /**
   * Returns these options with another strategy. The others try as many cells as progressive search
   * does with the same beam and first level.
   *
   * @param kind the strategy
   * @return the changed copy
   */
  public StrategyOptions withStrategy(StrategyKind kind) {
    return with(copy -> copy.strategy = kind.text());
  }

  /**
   * Returns these options with another number of trials after which the strategy learns. By default
   * progressive search learns after a level, as in the paper, and the others as often as they can
   * with two workers. What is found depends on this number, but not on that of the workers.
   *
   * @param trials at least 1
   * @return the changed copy
   */
  public StrategyOptions withRefitEvery(int trials) {
    return with(copy -> copy.refitEvery = Integer.toString(trials));
  }

  /**
   * Returns these options with another number of cells asked ahead.
   *
   * @param cells how many may be unfinished when the next are asked, at least 0; above it, {@link
   *     #refitEvery} has to be a number
   * @return the changed copy
   */
  public StrategyOptions withAhead(int cells) {
    return with(copy -> copy.ahead = cells);
  }

  /**
   * Returns these options with another choice of beams.
   *
   * @param text {@code mean}, as in the paper, {@code thompson}, {@code ucb} or {@code
   *     ucb(WEIGHT)}; see {@link Acquisition}
   * @return the changed copy
   */
  public StrategyOptions withAcquisition(String text) {
    return with(copy -> copy.acquisition = text);
  }

  /**
   * Returns these options with another fraction of each beam for what the rest of it neglects (the
   * exploration step of POPNAS v2): the best candidates that use a part, such as an operation or an
   * input, which less than a fifth as many of the level's architectures use as use the average
   * part.
   *
   * @param fraction from 0 to 1
   * @return the changed copy
   */
  public StrategyOptions withExploration(double fraction) {
    return with(copy -> copy.exploration = fraction);
  }

  /**
   * Returns these options with another beam.
   *
   * @param number cells trained at each level after the first, at least 1
   * @return the changed copy
   */
  public StrategyOptions withBeam(int number) {
    return with(copy -> copy.beam = number);
  }

  /**
   * Returns these options with another first level.
   *
   * @param number one-block cells trained at the first level; 0 means all
   * @return the changed copy
   */
  public StrategyOptions withFirstLevel(int number) {
    return with(copy -> copy.firstLevel = number);
  }

  /**
   * Returns these options with another population of evolution.
   *
   * @param number cells that live at a time, at least the sample
   * @return the changed copy
   */
  public StrategyOptions withPopulation(int number) {
    return with(copy -> copy.population = number);
  }

  /**
   * Returns these options with another sample of evolution.
   *
   * @param number living cells of which the best becomes a parent, from 1 to the population
   * @return the changed copy
   */
  public StrategyOptions withSample(int number) {
    return with(copy -> copy.sample = number);
  }

  /**
   * Returns these options with another size of the controller of reinforcement learning.
   *
   * @param number units, at least 1; the default is the paper's
   * @return the changed copy
   */
  public StrategyOptions withControllerUnits(int number) {
    return with(copy -> copy.controllerUnits = number);
  }

  /**
   * Returns these options with another learning rate of the controller. The default is ten times
   * that of Zoph et al. 2018, whose controller had 20,000 networks to learn from and hardly learns
   * from some hundred.
   *
   * @param rate of Adam, above 0
   * @return the changed copy
   */
  public StrategyOptions withControllerRate(double rate) {
    return with(copy -> copy.controllerRate = rate);
  }

  /**
   * Returns these options with another weight of the entropy of the controller's choices.
   *
   * @param weight at least 0; the default is the paper's
   * @return the changed copy
   */
  public StrategyOptions withEntropyWeight(double weight) {
    return with(copy -> copy.entropyWeight = weight);
  }

  /**
   * Returns these options with another weight of the moving average of rewards.
   *
   * @param weight that of the old average at each step, from 0 to below 1; the default is the
   *     paper's
   * @return the changed copy
   */
  public StrategyOptions withBaselineWeight(double weight) {
    return with(copy -> copy.baselineWeight = weight);
  }

  @Override
  protected void check() {
    check("strategy", this::kind);
    check("refitEvery", this::refitEvery);
    check("ahead", this::ahead);
    check("acquisition", this::acquisition);
  }

  /**
   * Returns the strategy.
   *
   * @return the kind that was named
   */
  public StrategyKind kind() {
    return StrategyKind.parse(strategy);
  }

  /**
   * Returns after how many trials the strategy learns from them.
   *
   * @return the number, at least 1; empty for a whole level
   */
  public OptionalInt refitEvery() {
    if (refitEvery.equals(LEVEL)) {
      return OptionalInt.empty();
    }
    if (!refitEvery.matches("[1-9][0-9]{0,5}")) {
      throw new IllegalArgumentException(
          "refitEvery is "
              + Quoted.of(refitEvery)
              + "; allowed are level and numbers from 1 to 999999");
    }
    return OptionalInt.of(Integer.parseInt(refitEvery));
  }

  /**
   * Returns how many cells may be unfinished when the next are asked.
   *
   * @return the number, at least 0
   * @throws IllegalArgumentException if it is above 0 and {@link #refitEvery} is a whole level
   */
  public int ahead() {
    if (ahead > 0 && refitEvery.equals(LEVEL)) {
      throw new IllegalArgumentException(
          "ahead is "
              + ahead
              + ", but a level is asked at once; set refitEvery to the number of cells that are"
              + " asked together, too");
    }
    return ahead;
  }

  /**
   * Returns how beams are chosen.
   *
   * @return the acquisition
   */
  public Acquisition acquisition() {
    return Acquisition.parse(acquisition);
  }

  /**
   * Returns which part of a beam explores.
   *
   * @return a fraction from 0 to 1
   */
  public double exploration() {
    return exploration;
  }

  /**
   * Returns how many are tried at each level after the first.
   *
   * @return the number, at least 1
   */
  public int beam() {
    return beam;
  }

  /**
   * Returns how many are tried at the first level.
   *
   * @return the number; 0 means all
   */
  public int firstLevel() {
    return firstLevel;
  }

  /**
   * Returns how many architectures of evolution live at a time.
   *
   * @return the number, at least the sample
   */
  public int population() {
    return population;
  }

  /**
   * Returns of how many the best becomes a parent.
   *
   * @return the number, from 1 to the population
   */
  public int sample() {
    return sample;
  }

  /**
   * Returns how large the controller is.
   *
   * @return units of its LSTM
   */
  public int controllerUnits() {
    return controllerUnits;
  }

  /**
   * Returns how fast the controller learns.
   *
   * @return the learning rate of Adam, above 0
   */
  public double controllerRate() {
    return controllerRate;
  }

  /**
   * Returns what the entropy of choices is worth beside the objective.
   *
   * @return the weight, at least 0
   */
  public double entropyWeight() {
    return entropyWeight;
  }

  /**
   * Returns how slowly the baseline of rewards follows them.
   *
   * @return the weight of the old average, from 0 to below 1
   */
  public double baselineWeight() {
    return baselineWeight;
  }
}
