package io.github.tribuopnas.search.strategy;

import io.github.tribuopnas.search.SearchStrategy;
import io.github.tribuopnas.search.trial.Proposal;
import io.github.tribuopnas.search.trial.Trial;
import io.github.tribuopnas.search.trial.TrialKey;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The batches that a strategy has asked and not been told: holds ask and tell in turn, with a
 * single batch for most strategies. A strategy keeps one of these. Not safe for use by several
 * threads.
 *
 * @param <A> the architecture
 */
public final class OpenBatch<A> {

  private final Deque<List<Proposal<A>>> batches = new ArrayDeque<>();

  /** Makes one that is closed. */
  public OpenBatch() {}

  /**
   * Begins to ask.
   *
   * @param strategy whose batches these are
   * @throws IllegalStateException if a batch is open and the strategy does not ask ahead
   */
  public void requireMayAsk(SearchStrategy<A> strategy) {
    if (!isClosed() && !strategy.asksAhead()) {
      throw new IllegalStateException(
          "the last batch of "
              + batches.getLast().size()
              + " has not been told; call tell before the next ask");
    }
  }

  /**
   * Opens a batch, after those that are open.
   *
   * @param batch what is asked; an empty one needs no telling
   * @return the batch, to be returned by {@code ask}
   */
  public List<Proposal<A>> open(List<Proposal<A>> batch) {
    List<Proposal<A>> copy = List.copyOf(batch);
    if (!copy.isEmpty()) {
      batches.add(copy);
    }
    return copy;
  }

  /**
   * Closes the oldest batch.
   *
   * @param trials one for each proposal, in any order
   * @return the trials in the order in which they were asked
   * @throws IllegalArgumentException if they are not those of the batch
   * @throws IllegalStateException if no batch is open
   */
  public List<Trial<A>> close(List<Trial<A>> trials) {
    if (isClosed()) {
      throw new IllegalStateException("no batch is open; call ask before tell");
    }
    List<Trial<A>> ordered = inAskedOrder(batches.element(), trials);
    batches.remove();
    return ordered;
  }

  /**
   * Returns whether no batch is open.
   *
   * @return whether all that was asked has been told
   */
  public boolean isClosed() {
    return batches.isEmpty();
  }

  /**
   * Returns whether a batch is open, and no more is than a strategy may ask ahead.
   *
   * @param ahead how many proposals may be open when the next are asked, at least 0
   * @return whether a strategy that asks so far ahead may ask now
   */
  public boolean asksAhead(int ahead) {
    return !isClosed() && batches.stream().mapToInt(List::size).sum() <= ahead;
  }

  /**
   * Returns whether an open batch has something of a level.
   *
   * @param level the level
   * @return whether a proposal of it has not been told
   */
  public boolean hasLevel(int level) {
    return batches.stream().flatMap(List::stream).anyMatch(each -> each.level() == level);
  }

  /** Returns the trials of a batch in its order, after checking that there is one for each. */
  static <A> List<Trial<A>> inAskedOrder(List<Proposal<A>> batch, List<Trial<A>> trials) {
    Map<TrialKey<A>, Trial<A>> byKey = new HashMap<>();
    for (Trial<A> trial : trials) {
      if (byKey.put(trial.key(), trial) != null) {
        throw new IllegalArgumentException(
            "two trials of " + trial.key() + "; allowed is one for each proposal");
      }
    }
    List<Trial<A>> ordered = new ArrayList<>(batch.size());
    for (Proposal<A> proposal : batch) {
      Trial<A> trial = byKey.remove(proposal.key());
      if (trial == null) {
        throw new IllegalArgumentException("no trial of " + proposal.key() + ", which was asked");
      }
      ordered.add(trial);
    }
    if (!byKey.isEmpty()) {
      TrialKey<A> stranger =
          trials.stream().map(Trial::key).filter(byKey::containsKey).findFirst().orElseThrow();
      throw new IllegalArgumentException("a trial of " + stranger + ", which was not asked");
    }
    return List.copyOf(ordered);
  }
}
