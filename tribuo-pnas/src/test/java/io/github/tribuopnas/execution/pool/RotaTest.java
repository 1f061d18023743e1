package io.github.tribuopnas.execution.pool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.tribuopnas.search.trial.Failure;
import io.github.tribuopnas.search.trial.Metrics;
import io.github.tribuopnas.search.trial.Proposal;
import io.github.tribuopnas.search.trial.Trial;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Four workers of a GPU, in turns. */
class RotaTest {

  private static final List<String> WORKERS = List.of("a", "b", "c", "d");

  private final Rota<String> rota = new Rota<>(WORKERS, MeasuredWidth.from("0", 4));
  private final Deque<String> free = new ArrayDeque<>(rota.next());

  private static Trial<String> trial(double seconds) {
    return Trial.complete(
        Proposal.unpredicted("cell", 1),
        Metrics.NONE.with(Metrics.EPOCHS, 1).with(Metrics.SECONDS, seconds));
  }

  /** All that are free train, and end one after the other; returns how many trained. */
  private int round(double secondsOfEach) {
    List<String> training = new ArrayList<>(free);
    List<Integer> stages = training.stream().map(worker -> rota.begun()).toList();
    free.clear();
    for (int i = 0; i < training.size(); i++) {
      rota.ended(stages.get(i), trial(secondsOfEach * training.size()));
      // The next trial begins at once, and is broken off.
      release(training.get(i));
      rota.begun();
    }
    training.forEach(worker -> rota.ended(0, null));
    return training.size();
  }

  private void release(String worker) {
    if (rota.goesOn()) {
      free.add(worker);
      free.addAll(rota.next());
    } else {
      free.addAll(rota.rests(worker));
    }
  }

  @Test
  void asManyTakeTrialsAsAreFastestAndTheOthersRest() {
    assertEquals(WORKERS, List.copyOf(free));
    List<Integer> widths = new ArrayList<>();
    for (int i = 0; i < 30; i++) {
      widths.add(round(1));
      Set<String> different = new HashSet<>(free);
      assertEquals(different.size(), free.size(), "nobody twice");
    }
    assertEquals(4, widths.get(0));
    assertEquals(1, widths.get(29), "one is as fast as four");
    assertEquals(1, free.size());
  }

  @Test
  void whoeverRestsTakesTrialsAgainWhereFewerAreSlower() {
    for (int i = 0; i < 30; i++) {
      round(1.0 / Math.max(1, free.size()));
    }
    assertEquals(Set.copyOf(WORKERS), Set.copyOf(free));
  }

  @Test
  void forOneThatLeavesAnotherComes() {
    Rota<String> two = new Rota<>(WORKERS, MeasuredWidth.fixed(2));
    assertEquals(List.of("a", "b"), two.next());
    two.begun();
    two.ended(
        MeasuredWidth.NO_STAGE,
        Trial.failed(Proposal.unpredicted("cell", 1), Failure.OUT_OF_MEMORY, "", Metrics.NONE));
    assertEquals(List.of("c"), two.leaves());
    assertTrue(two.goesOn());
    assertEquals(List.of("d"), two.leaves());
    assertEquals(List.of(), two.leaves());
  }
}
