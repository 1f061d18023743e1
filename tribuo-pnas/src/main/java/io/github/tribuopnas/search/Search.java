package io.github.tribuopnas.search;

import io.github.tribuopnas.search.trial.Objective;
import java.util.List;
import java.util.Objects;
import java.util.function.LongSupplier;

/**
 * The loop of a search: asks the strategy for a batch, lets the executor measure it and tells the
 * strategy the results, until the strategy proposes nothing more or the budget is spent. Results
 * are told in the order of the proposals, so that the outcome does not depend on which trial
 * finished first. While trials of a batch still run, those of the next start only if the strategy
 * {@linkplain SearchStrategy#asksAhead asks ahead}.
 *
 * <p>All proposals and trials go through a {@link TrialStore}. A search over a store that holds the
 * beginning of the same search measures only what is missing, and its result is that of an
 * uninterrupted search.
 *
 * @param <A> the architecture
 */
public final class Search<A> {

  private final SearchLoop<A> loop;

  private Search(Builder<A> builder) {
    loop = new SearchLoop<>(builder);
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
   * @throws FailuresInARowException if as many trials failed in a row as the budget allows
   * @throws TrialStoreException if the store holds another search or cannot be written
   * @throws IllegalStateException if the strategy or the executor breaks its contract, or if a
   *     complete trial lacks the metric of an objective
   */
  public SearchResult<A> run() throws InterruptedException {
    return loop.run();
  }

  /**
   * Builds a {@link Search}.
   *
   * @param <A> the architecture
   */
  public static final class Builder<A> {

    SearchStrategy<A> strategy;
    TrialExecutor<A> executor;
    SearchListener<A> listener = new SearchListener<>() {};
    TrialStore<A> store = new MemoryTrialStore<>();
    Budget budget = Budget.UNLIMITED;
    LongSupplier nanoTime = System::nanoTime;
    List<Objective> objectives = List.of(Objective.ACCURACY);
    boolean retryFailed;

    @SuppressWarnings("NullAway.Init") // The required ones are checked when this is built.
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
     * Sets where the search is kept, and continues what is kept there. By default in memory. The
     * search does not close it.
     *
     * @param store empty, or with the beginning of the same search
     * @return this builder
     */
    public Builder<A> optStore(TrialStore<A> store) {
      this.store = Objects.requireNonNull(store, "store");
      return this;
    }

    /**
     * Measures again what failed according to the store, after the cause was repaired. By default a
     * failed trial stays failed, so that a resumed search gives the result of an uninterrupted one.
     *
     * @return this builder
     */
    public Builder<A> optRetryFailed() {
      retryFailed = true;
      return this;
    }

    /**
     * Sets what the search may spend. By default it is unlimited.
     *
     * @param budget the budget
     * @return this builder
     */
    public Builder<A> optBudget(Budget budget) {
      this.budget = Objects.requireNonNull(budget, "budget");
      return this;
    }

    /** Sets the clock, in nanoseconds from any origin. */
    Builder<A> optNanoTime(LongSupplier clock) {
      nanoTime = clock;
      return this;
    }

    /**
     * Sets what the search optimizes. Every complete trial must have the metrics of all of them. By
     * default the accuracy.
     *
     * @param objectives the objectives, the most important first; at least one
     * @return this builder
     * @throws IllegalArgumentException if there is none
     */
    public Builder<A> optObjectives(List<Objective> objectives) {
      if (objectives.isEmpty()) {
        throw new IllegalArgumentException("a search without objectives; allowed are one and more");
      }
      this.objectives = List.copyOf(objectives);
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
