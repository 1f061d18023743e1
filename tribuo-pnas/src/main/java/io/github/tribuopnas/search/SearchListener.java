package io.github.tribuopnas.search;

import io.github.tribuopnas.search.trial.Proposal;
import io.github.tribuopnas.search.trial.Trial;
import java.util.List;

/**
 * Watches a search. All methods are called by one thread at a time and do nothing unless
 * overridden. A batch may begin before the one before it has ended; they end in the order in which
 * they began.
 *
 * @param <A> the architecture
 */
public interface SearchListener<A> {

  /**
   * A batch begins.
   *
   * @param level the level of its architectures, from 1
   * @param batch what will be measured
   */
  default void batchStarted(int level, List<Proposal<A>> batch) {}

  /**
   * A trial ended; called in the order in which trials end.
   *
   * @param trial the trial
   */
  default void trialFinished(Trial<A> trial) {}

  /**
   * A batch ended.
   *
   * @param level the level of its architectures, from 1
   * @param trials all its trials, in the order in which they were asked
   */
  default void batchFinished(int level, List<Trial<A>> trials) {}
}
