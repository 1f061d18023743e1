package io.github.tribuopnas.search;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.tribuopnas.search.trial.Fidelity;
import io.github.tribuopnas.search.trial.Metrics;
import io.github.tribuopnas.search.trial.Objective;
import io.github.tribuopnas.search.trial.Proposal;
import io.github.tribuopnas.search.trial.Trial;
import io.github.tribuopnas.search.trial.TrialKey;
import io.github.tribuopnas.search.trial.TrialRun;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReusingExecutorTest {

  /** Notes what it is given. */
  private static final class Noting implements TrialExecutor<String> {

    private final List<String> measured = new ArrayList<>();
    private boolean closed;

    @Override
    public void execute(List<Proposal<String>> batch, Callback<String> callback) {
      for (Proposal<String> proposal : batch) {
        measured.add(proposal.architecture());
        callback.finished(Trial.complete(proposal, Metrics.NONE.with(Metrics.ACCURACY, 0.5)));
      }
    }

    @Override
    public int workers() {
      return 3;
    }

    @Override
    public void close() {
      closed = true;
    }
  }

  private final Noting noting = new Noting();
  private final List<Trial<String>> trials = new ArrayList<>();

  private static Trial<String> known(String architecture) {
    return Trial.complete(
            Proposal.unpredicted(architecture, 1).withPrediction(0.125, 0.0625),
            Metrics.NONE.with(Metrics.ACCURACY, 0.75))
        .withRun(new TrialRun("worker-1", "cpu", 2, List.of(0.75)).takenFrom("runs/a"));
  }

  private TrialExecutor<String> over(String... known) {
    Map<TrialKey<String>, Trial<String>> answers = new HashMap<>();
    for (String architecture : known) {
      answers.put(known(architecture).key(), known(architecture));
    }
    return new ReusingExecutor<>(noting, answers);
  }

  private static List<Proposal<String>> batch(String... architectures) {
    return List.of(architectures).stream()
        .map(a -> Proposal.unpredicted(a, 1).withPrediction(0.5, 0.25))
        .toList();
  }

  @Test
  void onlyWhatIsNotKnownIsMeasured() throws InterruptedException {
    over("b", "x").execute(batch("a", "b", "c"), trials::add);
    assertEquals(List.of("a", "c"), noting.measured);
    assertEquals(3, trials.size());
    Trial<String> taken =
        trials.stream().filter(trial -> trial.architecture().equals("b")).findFirst().get();
    assertEquals(0.75, Objective.ACCURACY.value(taken));
    assertEquals(new TrialRun("taken from runs/a", "cpu", 1, List.of(0.75)), taken.run());
  }

  @Test
  void anAnswerIsToThePredictionOfThisSearch() throws InterruptedException {
    over("b").execute(batch("b"), trials::add);
    assertEquals(batch("b").get(0), trials.get(0).proposal());
    assertEquals(List.of(), noting.measured);
  }

  @Test
  void anAnswerAtAnotherFidelityIsNotTaken() throws InterruptedException {
    Proposal<String> third = Proposal.unpredicted("b", 1).withFidelity(new Fidelity(1.0 / 3));
    over("b").execute(List.of(third), trials::add);
    assertEquals(List.of("b"), noting.measured);
    assertEquals(third, trials.get(0).proposal());
  }

  @Test
  void whenNoMoreIsWantedNoMoreIsTaken() throws InterruptedException {
    over("a", "b")
        .execute(
            batch("a", "b"),
            new TrialExecutor.Callback<>() {
              @Override
              public void finished(Trial<String> trial) {
                trials.add(trial);
              }

              @Override
              public boolean goesOn() {
                return trials.isEmpty();
              }
            });
    assertEquals(1, trials.size());
  }

  @Test
  void workersAreThoseOfTheExecutorThatIsClosedToo() {
    TrialExecutor<String> executor = over();
    assertEquals(3, executor.workers());
    executor.close();
    assertTrue(noting.closed);
  }
}
