package io.github.tribuopnas.store;

import io.github.tribuopnas.search.trial.Fidelity;
import io.github.tribuopnas.search.trial.Metrics;
import io.github.tribuopnas.search.trial.Proposal;
import io.github.tribuopnas.search.trial.Trial;
import io.github.tribuopnas.search.trial.TrialContext;
import io.github.tribuopnas.space.Cell;
import io.github.tribuopnas.space.CellSpace;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** Studies of made-up trials. */
final class Studies {

  static final CellSpace SPACE = CellSpace.builder().setBlocks(3).build();

  static final TrialContext CONTEXT = new TrialContext("N=2,F=24", "20 epochs", "4f2a", 7);

  private Studies() {}

  /**
   * Writes the study that is kept for each version: run once, by hand, when a version is released.
   *
   * @param arguments the file
   */
  public static void main(String[] arguments) throws InterruptedException {
    List<Proposal<Cell>> asked = ofSeveralFidelities(6, 11);
    try (SqliteTrialStore<Cell> store = open(Path.of(arguments[0]))) {
      store.startBatch(0, asked.subList(0, 4));
      store.startBatch(1, asked.subList(4, 6));
      asked.subList(0, 5).forEach(proposal -> store.append(trial(proposal)));
    }
  }

  static SqliteTrialStore<Cell> open(Path file) throws InterruptedException {
    return SqliteTrialStore.<Cell>builder()
        .setFile(file)
        .setSpace(SPACE)
        .setContext(CONTEXT)
        .optGrace(Duration.ofSeconds(4))
        .open();
  }

  /** Returns distinct proposals of three blocks. */
  static List<Proposal<Cell>> proposals(int count, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    List<Cell> cells = new ArrayList<>();
    while (cells.size() < count) {
      Cell cell = SPACE.random(3, random);
      if (!cells.contains(cell)) {
        cells.add(cell);
      }
    }
    return cells.stream()
        .map(
            cell ->
                Proposal.unpredicted(cell, 3)
                    .withPrediction(random.nextDouble(), random.nextDouble()))
        .toList();
  }

  /**
   * Returns distinct proposals, every other one of them not of the full training, with a parent.
   */
  static List<Proposal<Cell>> ofSeveralFidelities(int count, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    List<Proposal<Cell>> plain = proposals(count, seed);
    return IntStream.range(0, count)
        .mapToObj(
            i ->
                i % 2 == 0
                    ? plain.get(i)
                    : plain
                        .get(i)
                        .withFidelity(new Fidelity(1 - random.nextDouble()))
                        .withParent(SPACE.random(2, random)))
        .toList();
  }

  static Trial<Cell> trial(Proposal<Cell> proposal) {
    double accuracy = new SplittableRandom(proposal.architecture().hashCode()).nextDouble();
    return accuracy < 0.1
        ? Trial.failed(proposal, "the loss became NaN in epoch 3", Metrics.NONE)
        : Trial.complete(
            proposal,
            Metrics.NONE.with(Metrics.ACCURACY, accuracy).with(Metrics.PARAMETERS, 1234567));
  }
}
