package io.github.tribuopnas.execution;

import io.github.tribuopnas.search.trial.Proposal;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/**
 * Trials that wait for a worker. Those at the lowest fidelity are first, in the order in which they
 * came. Where races are asked ahead, the last ones are so begun as early as can be, and what the
 * others still have to do keeps all workers busy while those go up their rungs.
 *
 * @param <A> the type of architectures
 */
public final class WaitingTrials<A> {

  /** One of them, and how many came before it. */
  private record Waiting<A>(Proposal<A> proposal, long number) {}

  private final PriorityQueue<Waiting<A>> queue =
      new PriorityQueue<>(
          Comparator.<Waiting<A>>comparingDouble(each -> each.proposal().fidelity().fraction())
              .thenComparingLong(Waiting::number));
  private long number;

  /**
   * Starts with some.
   *
   * @param trials in their order
   */
  public WaitingTrials(List<Proposal<A>> trials) {
    addAll(trials);
  }

  /**
   * Adds some, behind those at the same fidelity.
   *
   * @param trials in their order
   */
  public void addAll(List<Proposal<A>> trials) {
    trials.forEach(trial -> queue.add(new Waiting<>(trial, number++)));
  }

  /**
   * Returns whether none waits.
   *
   * @return whether {@link #remove} would fail
   */
  public boolean isEmpty() {
    return queue.isEmpty();
  }

  /**
   * Takes the first.
   *
   * @return what is to be started
   * @throws java.util.NoSuchElementException if none waits
   */
  public Proposal<A> remove() {
    return queue.remove().proposal();
  }
}
