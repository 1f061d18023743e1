package io.github.tribuopnas.search;

import io.github.tribuopnas.search.trial.Fidelity;
import io.github.tribuopnas.search.trial.Proposal;
import io.github.tribuopnas.search.trial.Trial;
import java.util.List;
import java.util.Optional;

/**
 * Decides which architectures are measured next, and at which fidelity. {@link #ask} and {@link
 * #tell} alternate: a strategy is told all results of a batch before it is asked for the next.
 *
 * <p>A strategy is a function of its settings, its seed and what it was told; neither the order of
 * the trials in a batch nor the clock matters. An interrupted search is therefore restored by
 * telling a new strategy the old trials, batch by batch. A failed trial counts as asked and carries
 * no other information. Not safe for use by several threads.
 *
 * <p>A batch never holds an architecture twice. A strategy may ask for an architecture again in a
 * later batch, at a higher {@link Fidelity} than all before, if its last trial is complete: the
 * training continues where that trial stopped. It never asks for an architecture twice at the same
 * fidelity, nor later at a lower one.
 *
 * @param <A> the architecture
 */
public interface SearchStrategy<A> {

  /**
   * Returns the next batch to measure.
   *
   * @return distinct architectures, each never asked before or at a higher fidelity than before, in
   *     the order in which they are to be listed; empty when the search is over or, while a batch
   *     is open, when it has to be told first
   * @throws IllegalStateException if a batch has not been told yet and the strategy does not ask
   *     ahead
   */
  List<Proposal<A>> ask();

  /**
   * Returns whether the next batch may be asked while others are open, so that many workers need
   * not wait for the slowest trial of a batch. Whoever asks does so as soon as this allows it, and
   * tells the oldest batch only when it does not or when nothing was asked: so the search is the
   * same whatever ends first.
   *
   * @return false by default
   */
  default boolean asksAhead() {
    return false;
  }

  /**
   * Takes the outcome of the oldest open batch.
   *
   * @param trials one trial for each proposal of the batch, in any order
   * @throws IllegalArgumentException if the trials are not those of the batch
   * @throws IllegalStateException if no batch is open
   */
  void tell(List<Trial<A>> trials);

  /**
   * Returns whether an architecture may be asked again at a higher fidelity; what is kept for the
   * others to go on is freed.
   *
   * @param architecture one that was asked
   * @return true unless the strategy knows that it will not ask again; not asked about again then
   */
  default boolean mayAskAgain(A architecture) {
    return true;
  }

  /**
   * Returns why the search ended before it had asked all that it was set to ask.
   *
   * @return the reason and what to do, in one line; empty if the search goes on or ended as set
   */
  default Optional<String> earlyEnd() {
    return Optional.empty();
  }
}
