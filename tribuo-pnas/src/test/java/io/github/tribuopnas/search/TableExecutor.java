package io.github.tribuopnas.search;

import io.github.tribuopnas.search.trial.Failure;
import io.github.tribuopnas.search.trial.Metrics;
import io.github.tribuopnas.search.trial.Proposal;
import io.github.tribuopnas.search.trial.Trial;
import io.github.tribuopnas.search.trial.TrialKey;
import io.github.tribuopnas.space.Cell;
import io.github.tribuopnas.testing.SearchStrategyContract;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Metrics in an order of its own, from the table that the strategies are tested on: of the trials
 * that as many workers would run, any may end first.
 */
class TableExecutor implements TrialExecutor<Cell> {

  private final Random order;
  final List<TrialKey<Cell>> measured = new ArrayList<>();
  Predicate<Cell> fails = cell -> false;
  int limit = Integer.MAX_VALUE;
  int workers = Integer.MAX_VALUE;
  Runnable afterEach = () -> {};
  Optional<Set<Cell>> kept = Optional.empty();

  TableExecutor(long seed) {
    order = new Random(seed);
  }

  @Override
  public void execute(List<Proposal<Cell>> batch, Callback<Cell> callback)
      throws InterruptedException {
    List<Proposal<Cell>> left = new ArrayList<>(batch);
    while (!left.isEmpty()) {
      if (!callback.goesOn()) {
        return;
      }
      if (measured.size() == limit) {
        throw new InterruptedException("the plug was pulled");
      }
      Proposal<Cell> proposal = next(left);
      measured.add(proposal.key());
      callback.finished(trial(proposal));
      afterEach.run();
      left.addAll(callback.more());
    }
  }

  /** Takes out what ends next. */
  Proposal<Cell> next(List<Proposal<Cell>> left) {
    return left.remove(order.nextInt(Math.min(workers, left.size())));
  }

  private Trial<Cell> trial(Proposal<Cell> proposal) {
    Cell cell = proposal.architecture();
    return fails.test(cell)
        ? Trial.failed(proposal, Failure.NAN, "the loss became NaN", Metrics.NONE)
        : Trial.complete(
            proposal,
            Metrics.NONE.with(Metrics.ACCURACY, SearchStrategyContract.accuracyOf(proposal.key())));
  }

  @Override
  public void keepOnly(Set<Cell> architectures) {
    kept = Optional.of(architectures);
  }

  @Override
  public int workers() {
    return workers;
  }

  @Override
  public void close() {}
}
