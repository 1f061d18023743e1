package io.github.tribuopnas.plan;

import io.github.tribuopnas.base.DurationText;
import io.github.tribuopnas.cost.EqualTime;
import io.github.tribuopnas.network.NetworkSpec;
import io.github.tribuopnas.network.Views;
import io.github.tribuopnas.search.strategy.Halving;
import io.github.tribuopnas.search.strategy.Sampling;
import io.github.tribuopnas.space.Candidates;
import io.github.tribuopnas.space.Cell;
import io.github.tribuopnas.space.CellSpace;
import io.github.tribuopnas.space.KnownCells;
import io.github.tribuopnas.space.SpaceOptions;
import io.github.tribuopnas.training.ViewChoice;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Divides the time that there is.
 *
 * <p>Most of it trains the networks that are delivered. These are the largest that still see every
 * picture some twenty times. In its part of the time, the search compares candidates in a race by
 * halving, of the largest size of which two dozen can take part; where that is too little, the cell
 * made by hand is delivered without a search.
 *
 * @param task what is to be planned
 * @param table how long networks train
 */
public record Planner(Task task, TimeTable table) {

  /** The basic block of a residual network, by which sizes are compared. */
  public static final Cell REFERENCE = KnownCells.find("resnet");

  /** More epochs than this only learn the pictures by heart. */
  public static final int MOST_EPOCHS = 2_000;

  /**
   * Three rungs, each twice as long as the one before, from each of which a third goes on. For one
   * time, which counts here, cells that learn fast are ahead after a tenth of a training.
   */
  private static final String HALVING = "halving(0.25,0.34,2,2)";

  private static final Halving RACE = Halving.FORMS.parse(HALVING).orElseThrow();

  /** What is kept for clocks that differ, garbage collection and other programs. */
  private static final double SPARE = 0.01;

  /** Reading and measuring take less of the time on a machine that has nothing else to do. */
  private static final double BUSY = 0.25;

  private static final double MOST_SEARCHED = 0.25;
  private static final double LEAST_SEARCHED = 0.1;

  /**
   * If the smallest network could see every picture so often, more epochs are worth little, and
   * candidates have their full share of the time.
   */
  private static final int PLENTY_OF_EPOCHS = 400;

  /** Seconds of export, checks and report, without the evaluation. */
  private static final double END = 3;

  /** Seconds of export and test of each network of crossed validation. */
  private static final double END_OF_PART = 1;

  /** ONNX Runtime evaluates a file, on all cores, in so much of the time that the engine takes. */
  private static final double SERVED = 0.5;

  /** No more views of an image are planned than the test can show in this fraction of the time. */
  private static final double TEST = 0.03;

  private static final int MOST_VIEWS = Views.ALL.count();

  /**
   * Where calibration would take several trainings, the time trains what is delivered; where the
   * test takes them, it calibrates too.
   */
  private static final Map<String, String> NOT_CROSSED = Map.of("--final-validation", "0");

  /** Fewer epochs give no model worth the name. */
  private static final int LEAST_EPOCHS = 4;

  /**
   * After fewer epochs or steps, candidates that learn fast look better than those that learn much.
   */
  private static final int LEAST_CANDIDATE_EPOCHS = 12;

  private static final double LEAST_CANDIDATE_STEPS = 1_900;

  /** More than so many times as long candidates are not trained; there are more of them instead. */
  private static final int LONGER = 2;

  private static final int LEAST_CANDIDATES = 4;
  private static final int MOST_CANDIDATES = 96;

  /** Of fewer candidates than this, one block each is enough. */
  private static final int FEW_CANDIDATES = 24;

  /** Random cells whose layers are measured, which are nearly all that two blocks may have. */
  private static final int CELLS_OF_TWO = 200;

  /** It is a finalist, if it lost the race of the search, which is brief. */
  private static final String CONTENDER = "resnet";

  /** Cells made by hand that race with those of the search, if the space has their operations. */
  private static final List<Cell> MADE_BY_HAND =
      KnownCells.MADE_BY_HAND.stream().map(KnownCells::find).toList();

  /** So much longer than planned a search may take before its end is left out. */
  private static final double LATE = 1.3;

  /**
   * Plans.
   *
   * @param limit seconds for everything
   * @param frame what lies around the search
   * @param folds in how many parts the images are on which the delivered networks are trained again
   *     for crossed validation; 0 for none
   * @return the plan
   * @throws IllegalArgumentException if there is too little time, with how much is needed
   */
  public Plan plan(double limit, TimeFrame frame, int folds) {
    List<NetworkSize> ladder = NetworkSize.ladder(task.shape());
    NetworkSpec smallest = task.network(ladder.get(0), REFERENCE);
    double elapsed = frame.elapsed();
    Map<String, String> validation = folds == 0 ? NOT_CROSSED : Map.of();
    double trainings =
        trainings(Math.max(folds, task.finals().withUnset(validation).folds(task.images())));
    double most = left(limit, elapsed, END);
    Delivery largest = Delivery.of(task, table, ladder, most / trainings);
    double test =
        SERVED * largest.members() * table.evaluation(largest.network(task), frame.tests());
    int views = (int) Math.max(1, Math.min(MOST_VIEWS, TEST * limit / test));
    double end = END + (1 + views) / 2.0 * test + folds * END_OF_PART;
    double available = left(limit, elapsed, end);
    double least =
        candidateEpoch(ladder.get(0)) + LEAST_EPOCHS * trainings * table.epoch(smallest, 0);
    if (available < least) {
      throw new IllegalArgumentException(refusal(limit, elapsed, elapsed + end + least));
    }
    Race race = race(ladder, searched(smallest, available / trainings));
    double trained = available - race.seconds();
    Delivery delivery = Delivery.of(task, table, ladder, trained / trainings);
    NetworkSpec reference = delivery.network(task);
    Map<String, String> options = new LinkedHashMap<>(task.options());
    if (task.finals().folds(task.images()) > 0) {
      options.putAll(validation);
    }
    options.putAll(task.finalOptions(delivery.size()));
    options.putAll(options(race));
    options.put("--final-epochs", text(delivery.epochs()));
    options.put("--ensemble", text(delivery.members()));
    options.put("--views", ViewChoice.upTo(views).text());
    options.put("--final-threads", text(delivery.threads()));
    options.put("--executor", "threads");
    return new Plan(
        Plan.VERSION,
        limit,
        options,
        EqualTime.of(table.cost(), task.candidate(race.size(), REFERENCE)),
        table.cost().seconds(reference),
        table.slowdown(),
        race.seconds(),
        trained,
        end,
        Map.of(),
        Map.of());
  }

  /** Returns how many times as long final training and crossed validation take as the former. */
  private double trainings(int folds) {
    return folds == 0
        ? 1
        : 1 + folds * task.candidateRecipe().epochWithoutPart(folds, task.images());
  }

  private Map<String, String> options(Race race) {
    int blocks = race.candidates() < FEW_CANDIDATES ? 1 : 2;
    measure(race.size(), blocks);
    List<Cell> firstCells = firstCells();
    Map<String, String> options = new LinkedHashMap<>(race.size().options());
    options.put("--blocks", text(blocks));
    options.put("--trials", text(race.candidates()));
    options.put("--epochs", text(race.epochs()));
    options.put("--sampling", Sampling.SPREAD.text());
    if (!firstCells.isEmpty()) {
      options.put(
          "--first-cells",
          firstCells.stream().map(Cell::toString).collect(Collectors.joining(" ")));
    }
    boolean isRace = race.candidates() > 1;
    options.put("--contenders", isRace ? CONTENDER : "none");
    if (isRace) {
      options.put("--halving", HALVING);
      options.put(Plan.MAX_TIME, (int) Math.ceil(LATE * race.seconds()) + "s");
    }
    return options;
  }

  /** Returns which cells made by hand the first level has. */
  private List<Cell> firstCells() {
    List<Integer> levels = task.economy().levels();
    if (!levels.isEmpty() && levels.get(0) > 1) {
      return List.of();
    }
    Candidates<Cell> first = task.space().withUnset(task.options()).space().initial();
    return MADE_BY_HAND.stream()
        .filter(
            cell -> IntStream.range(0, first.size()).mapToObj(first::get).anyMatch(cell::equals))
        .toList();
  }

  private static String text(int number) {
    return Integer.toString(number);
  }

  /**
   * Returns how much time is left for training.
   *
   * @param limit seconds for everything
   * @param elapsed seconds that are over
   * @param end seconds after the last training
   * @return seconds; not above 0 if there are none
   */
  public static double left(double limit, double elapsed, double end) {
    return (1 - SPARE) * limit - elapsed - end;
  }

  /** Returns how many of the seconds that there are belong to the search. */
  private double searched(NetworkSpec smallest, double available) {
    double plenty = (double) finalEpochs(smallest, available) / PLENTY_OF_EPOCHS;
    return available * Math.max(LEAST_SEARCHED, MOST_SEARCHED * Math.min(1, plenty));
  }

  private static String refusal(double limit, double elapsed, double needed) {
    long seconds = 10 * (long) Math.ceil(needed / (1 - SPARE) / 10);
    return String.format(
        Locale.ROOT,
        "a time limit of %s is too short for these images: the least is %s; or take fewer of them"
            + " by --train-limit%s",
        DurationText.of(Duration.ofSeconds((long) limit)),
        DurationText.of(Duration.ofSeconds(seconds)),
        elapsed < BUSY * limit
            ? ""
            : String.format(
                Locale.ROOT,
                "; %s were over before anything could be trained, perhaps since other programs"
                    + " hold the machine",
                DurationText.of(Duration.ofSeconds((long) elapsed))));
  }

  /**
   * Returns for how many epochs a network can be trained on all images.
   *
   * @param network the network
   * @param seconds on the wall
   * @return from 1 to 2,000
   */
  public int finalEpochs(NetworkSpec network, double seconds) {
    return epochs(seconds, table.epoch(network, 0));
  }

  /**
   * Returns for how many epochs a network can be trained.
   *
   * @param seconds that there are
   * @param each seconds of an epoch, above 0
   * @return from 1 to 2,000
   */
  public static int epochs(double seconds, double each) {
    return (int) Math.min(MOST_EPOCHS, Math.max(1, seconds / each));
  }

  /**
   * A race.
   *
   * @param size of the networks
   * @param candidates how many take part
   * @param epochs of a full training
   * @param seconds on the wall
   */
  private record Race(NetworkSize size, int candidates, int epochs, double seconds) {}

  /**
   * Returns the race of the largest networks of which there is time for some; or else of as many of
   * the cheapest as there is time for. Where there is none for a race that tells anything, the
   * first cell alone is tried, for an epoch.
   */
  private Race race(List<NetworkSize> ladder, double seconds) {
    NetworkSize size = ladder.get(0);
    for (NetworkSize larger : ladder) {
      double each = candidateEpoch(larger) / task.workers();
      if (each * epochs(FEW_CANDIDATES, leastEpochs()) <= seconds) {
        size = larger;
      }
    }
    int least = leastEpochs();
    double each = candidateEpoch(size) / task.workers();
    if (each * epochs(LEAST_CANDIDATES, least) > seconds) {
      return new Race(size, 1, 1, candidateEpoch(size));
    }
    int epochs = least;
    while (epochs < LONGER * least && each * epochs(FEW_CANDIDATES, epochs + 1) <= seconds) {
      epochs++;
    }
    int candidates = LEAST_CANDIDATES;
    while (candidates < MOST_CANDIDATES && each * epochs(candidates + 1, epochs) <= seconds) {
      candidates++;
    }
    return new Race(size, candidates, epochs, each * epochs(candidates, epochs));
  }

  private int leastEpochs() {
    double steps = Math.max(1, (double) task.images() / table.cost().batch());
    return (int) Math.max(LEAST_CANDIDATE_EPOCHS, LEAST_CANDIDATE_STEPS / steps);
  }

  private double candidateEpoch(NetworkSize size) {
    return table.candidateEpoch(
        task.candidate(size, REFERENCE), task.training().validationFraction());
  }

  /** Returns how many epochs all candidates of a race are trained together. */
  private static double epochs(int candidates, int full) {
    double epochs = 0;
    int before = 0;
    for (Halving.Rung rung : RACE.rungs(candidates, full)) {
      int reached = rung.fidelity().epochs(full);
      epochs += (double) rung.candidates() * (reached - before);
      before = reached;
    }
    return epochs;
  }

  /** Measures the layers of all cells of one block, and, if there will be some, of two. */
  private void measure(NetworkSize size, int blocks) {
    SpaceOptions space = task.space().withUnset(task.options());
    CellSpace one = space.withBlocks(1).space();
    for (int i = 0; i < one.initial().size(); i++) {
      table.cost().seconds(task.candidate(size, one.initial().get(i)));
    }
    SplittableRandom random = new SplittableRandom(1);
    for (int i = 0; blocks > 1 && i < CELLS_OF_TWO; i++) {
      table.cost().seconds(task.candidate(size, space.withBlocks(2).space().random(2, random)));
    }
  }
}
