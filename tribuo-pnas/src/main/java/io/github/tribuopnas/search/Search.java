package io.github.tribuopnas.search;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The loop of a search: asks the strategy, has the executor measure, tells the strategy, until
 * nothing more is asked. Results are told in the order in which they were asked, so that the
 * outcome does not depend on who finished first.
 *
 * @param <A> the architecture
 */
public final class Search<A> {

  private final SearchStrategy<A> strategy;
  private final TrialExecutor<A> executor;
  private final SearchListener<A> listener;
  private final Map<A, Trial<A>> earlier;

  private Search(Builder<A> builder) {
    strategy = builder.strategy;
    executor = builder.executor;
    listener = builder.listener;
    earlier = builder.earlier;
  }

  /**
   * Returns a builder.
   *
   * @param <A> the architecture
   * @return a builder whose strategy and executor have yet to be set
   */
  public static <A> Builder<A> builder() {
    return new Builder<>();
  }

  /**
   * Runs the search to its end. Can be called once.
   *
   * @return what was found
   * @throws InterruptedException if the thread is interrupted; nothing more is measured
   * @throws IllegalStateException if the executor returns without a trial of each proposal
   */
  public SearchResult<A> run() throws InterruptedException {
    List<Trial<A>> all = new ArrayList<>();
    List<Proposal<A>> batch = strategy.ask();
    while (!batch.isEmpty()) {
      List<Trial<A>> trials = measure(batch);
      all.addAll(trials);
      strategy.tell(trials);
      batch = strategy.ask();
    }
    return new SearchResult<>(all, strategy.earlyEnd());
  }

  private List<Trial<A>> measure(List<Proposal<A>> batch) throws InterruptedException {
    int level = batch.get(0).level();
    listener.batchStarted(level, batch);
    List<Trial<A>> finished = new ArrayList<>(batch.size());
    List<Proposal<A>> open = new ArrayList<>(batch.size());
    for (Proposal<A> proposal : batch) {
      Trial<A> known = earlier.get(proposal.architecture());
      if (known == null) {
        open.add(proposal);
      } else {
        finished.add(known);
        listener.trialFinished(known);
      }
    }
    if (!open.isEmpty()) {
      executor.execute(
          open,
          trial -> {
            finished.add(trial);
            listener.trialFinished(trial);
          });
    }
    List<Trial<A>> ordered = ordered(batch, finished);
    listener.batchFinished(level, ordered);
    return ordered;
  }

  private List<Trial<A>> ordered(List<Proposal<A>> batch, List<Trial<A>> finished) {
    try {
      return OpenBatch.inAskedOrder(batch, finished);
    } catch (IllegalArgumentException e) {
      throw new IllegalStateException("the executor broke its contract: " + e.getMessage(), e);
    }
  }

  /**
   * Builds a {@link Search}.
   *
   * @param <A> the architecture
   */
  public static final class Builder<A> {

    private SearchStrategy<A> strategy;
    private TrialExecutor<A> executor;
    private SearchListener<A> listener = new SearchListener<>() {};
    private Map<A, Trial<A>> earlier = Map.of();

    private Builder() {}

    /**
     * Sets the strategy.
     *
     * @param strategy decides what is measured; a new one
     * @return this builder
     */
    public Builder<A> setStrategy(SearchStrategy<A> strategy) {
      this.strategy = Objects.requireNonNull(strategy, "strategy");
      return this;
    }

    /**
     * Sets the executor. The search does not close it.
     *
     * @param executor measures
     * @return this builder
     */
    public Builder<A> setExecutor(TrialExecutor<A> executor) {
      this.executor = Objects.requireNonNull(executor, "executor");
      return this;
    }

    /**
     * Sets who watches. By default nobody.
     *
     * @param listener hears of batches and trials
     * @return this builder
     */
    public Builder<A> optListener(SearchListener<A> listener) {
      this.listener = Objects.requireNonNull(listener, "listener");
      return this;
    }

    /**
     * Goes on with an interrupted search: what it measured is not measured again.
     *
     * @param trials trials of a search with the same settings and seed, in any order
     * @return this builder
     * @throws IllegalArgumentException if there are two of one architecture
     */
    public Builder<A> optEarlier(List<Trial<A>> trials) {
      Map<A, Trial<A>> byArchitecture = new HashMap<>();
      for (Trial<A> trial : trials) {
        if (byArchitecture.put(trial.architecture(), trial) != null) {
          throw new IllegalArgumentException("two earlier trials of " + trial.architecture());
        }
      }
      earlier = byArchitecture;
      return this;
    }

    /**
     * Builds the search.
     *
     * @return the search
     * @throws IllegalStateException if something required was not set
     */
    public Search<A> build() {
      if (strategy == null || executor == null) {
        throw new IllegalStateException("call setStrategy and setExecutor before build");
      }
      return new Search<>(this);
    }
  }
}
