package io.github.tribuopnas.plan;

import io.github.tribuopnas.base.DurationText;
import io.github.tribuopnas.cost.StepCost;
import io.github.tribuopnas.network.NetworkSpec;
import io.github.tribuopnas.search.strategy.Halving;
import io.github.tribuopnas.space.Cell;
import io.github.tribuopnas.space.CellSpace;
import io.github.tribuopnas.space.KnownCells;
import io.github.tribuopnas.space.OperationGroup;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Divides the time that there is.
 *
 * <p>Most of it trains the networks that are delivered. These are the largest that still see every
 * picture some forty times, and the candidates of the search are as large. What is left trains as
 * many candidates as a race by halving can, each for a quarter as long as the final networks.
 *
 * @param task what is to be planned
 */
public record Planner(Task task) {

  /**
   * What is to be planned.
   *
   * @param limit seconds for everything
   * @param elapsed seconds that are over
   * @param tests images that the model is tested on in the end
   * @param workers networks trained at once
   * @param heldOut fraction of the images that candidates are evaluated on
   */
  public record Task(double limit, double elapsed, int tests, int workers, double heldOut) {}

  /** The basic block of a residual network, by which sizes are compared. */
  static final Cell REFERENCE = KnownCells.find("resnet");

  /** Candidates for which the race is thinned out to a third at each of three rungs. */
  static final Halving RACE = new Halving(0.12, 1.0 / 3, 3, 2);

  /** What is kept for clocks that differ, garbage collection and other programs. */
  private static final double SPARE = 0.03;

  private static final double SEARCHED = 0.35;

  /** Seconds of export, checks and report, without the evaluation. */
  private static final double END = 4;

  /** The largest network is taken that still sees every picture so often. */
  private static final int ENOUGH_EPOCHS = 40;

  /** Fewer epochs give no model worth the name. */
  private static final int LEAST_EPOCHS = 4;

  private static final int LEAST_CANDIDATE_EPOCHS = 3;
  private static final int SHORTER = 4;
  private static final int LEAST_CANDIDATES = 4;
  private static final int MOST_CANDIDATES = 96;

  /** With fewer candidates than this, those of one block are enough to choose from. */
  private static final int FEW_CANDIDATES = 24;

  private static final int MOST_MEMBERS = 5;

  /**
   * Plans.
   *
   * @param table how long networks train
   * @return the plan
   * @throws IllegalArgumentException if there is too little time, with how much is needed
   */
  Plan plan(TimeTable table) {
    NetworkSpec smallest =
        NetworkSize.ladder(table.shape()).get(0).network(REFERENCE, table.shape(), table.classes());
    double end = end(table, smallest);
    double available = (1 - SPARE) * task.limit() - task.elapsed() - end;
    double least = leastOfAll(table, smallest);
    if (available < least) {
      throw new IllegalArgumentException(refusal(task.elapsed() + end + least));
    }
    double searched = SEARCHED * available;
    double trained = available - searched;
    NetworkSize size = size(table, trained);
    NetworkSpec reference = size.network(REFERENCE, table.shape(), table.classes());
    int finalEpochs = finalEpochs(table, reference, trained);
    Race race = race(table, size, searched, finalEpochs);
    int members = Math.min(task.workers(), MOST_MEMBERS);
    Map<String, String> options = new LinkedHashMap<>();
    options.put("--stem-stride", text(size.stemStride()));
    options.put("--layout", "direct");
    options.put("--filters", text(size.filters()));
    options.put("--repeats", text(size.repeats()));
    options.put("--operations", OperationGroup.FAST.text());
    options.put("--batch", text(table.cost().batch()));
    options.put("--blocks", text(race.blocks()));
    options.put("--first-level", text(race.candidates()));
    options.put("--beam", text(Math.max(2, race.candidates() / 3)));
    options.put("--epochs", text(race.epochs()));
    options.put("--halving", halving());
    options.put("--final-epochs", text(finalEpochs));
    options.put("--ensemble", text(members));
    options.put("--final-threads", text(Math.max(1, task.workers() / members)));
    options.put("--executor", "threads");
    return new Plan(
        Plan.VERSION,
        task.limit(),
        options,
        table.cost().seconds(reference),
        table.slowdown(),
        race.seconds(),
        available - race.seconds(),
        end,
        Map.of());
  }

  private static String text(int number) {
    return Integer.toString(number);
  }

  private static String halving() {
    return String.format(
        Locale.ROOT,
        "halving(%s,%.4f,%s,%d)",
        RACE.first(),
        RACE.kept(),
        RACE.growth(),
        RACE.finalists());
  }

  /** Returns the seconds after the last training. */
  private double end(TimeTable table, NetworkSpec network) {
    return END + table.slowdown() * table.evaluation(network, task.tests());
  }

  /** Returns the seconds of the smallest search and the shortest training that are worth it. */
  private double leastOfAll(TimeTable table, NetworkSpec smallest) {
    double search =
        LEAST_CANDIDATES
            * LEAST_CANDIDATE_EPOCHS
            * table.candidateEpoch(smallest, task.heldOut())
            / task.workers();
    return table.slowdown() * (search + LEAST_EPOCHS * table.epoch(smallest, 0));
  }

  private String refusal(double needed) {
    long seconds = 10 * (long) Math.ceil(needed / (1 - SPARE) / 10 + 0.5);
    return String.format(
        Locale.ROOT,
        "a time limit of %s is too short for these images; the least is about %s, or use fewer"
            + " images by --train-limit",
        DurationText.of(Duration.ofSeconds((long) task.limit())),
        DurationText.of(Duration.ofSeconds(seconds)));
  }

  private NetworkSize size(TimeTable table, double seconds) {
    List<NetworkSize> ladder = NetworkSize.ladder(table.shape());
    NetworkSize chosen = ladder.get(0);
    for (NetworkSize size : ladder) {
      NetworkSpec network = size.network(REFERENCE, table.shape(), table.classes());
      if (finalEpochs(table, network, seconds) < ENOUGH_EPOCHS) {
        return chosen;
      }
      chosen = size;
    }
    return chosen;
  }

  /**
   * Returns for how many epochs a network can be trained on all images.
   *
   * @param seconds on the wall
   */
  static int finalEpochs(TimeTable table, NetworkSpec network, double seconds) {
    double epochs = seconds / (table.slowdown() * table.epoch(network, 0));
    return (int) Math.max(1, Math.floor(epochs));
  }

  /**
   * A race.
   *
   * @param candidates how many take part
   * @param blocks of the largest cells
   * @param epochs of a full training
   * @param seconds on the wall
   */
  private record Race(int candidates, int blocks, int epochs, double seconds) {}

  private Race race(TimeTable table, NetworkSize size, double seconds, int finalEpochs) {
    double each = table.slowdown() * meanEpoch(table, size) / task.workers();
    int epochs = Math.max(LEAST_CANDIDATE_EPOCHS, finalEpochs / SHORTER);
    int candidates = LEAST_CANDIDATES;
    while (candidates < MOST_CANDIDATES && each * epochs(candidates + 1, epochs) <= seconds) {
      candidates++;
    }
    while (epochs > LEAST_CANDIDATE_EPOCHS && each * epochs(candidates, epochs) > seconds) {
      epochs--;
    }
    return new Race(
        candidates,
        candidates < FEW_CANDIDATES ? 1 : 2,
        epochs,
        Math.min(seconds, each * epochs(candidates, epochs)));
  }

  /** Returns how many epochs all candidates of a race are trained together. */
  private static double epochs(int candidates, int full) {
    double epochs = 0;
    double before = 0;
    for (Halving.Rung rung : RACE.rungs(candidates, full)) {
      int reached = rung.fidelity().epochs(full);
      epochs += rung.candidates() * (reached - before);
      before = reached;
    }
    return epochs;
  }

  /** Returns the mean time of an epoch over all cells of one block. */
  private double meanEpoch(TimeTable table, NetworkSize size) {
    return CellSpace.builder()
        .setBlocks(1)
        .optOperations(OperationGroup.FAST.operations())
        .build()
        .initial()
        .stream()
        .mapToDouble(
            cell ->
                table.candidateEpoch(
                    size.network(cell, table.shape(), table.classes()), task.heldOut()))
        .average()
        .orElseThrow();
  }

  /** Returns networks by which the cost of steps is calibrated, of different sizes. */
  static List<NetworkSpec> references(NetworkSize size, TimeTable table) {
    return List.of("p:identity+p:max3x3", "p:conv1x7_7x1+p:identity", "p:sep3x3+p:conv3x3").stream()
        .map(cell -> size.network(Cell.parse(cell), table.shape(), table.classes()))
        .toList();
  }

  static StepCost unfitted(TimeTable table) {
    return table.cost();
  }
}
