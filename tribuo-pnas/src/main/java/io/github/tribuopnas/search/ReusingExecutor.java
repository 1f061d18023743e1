package io.github.tribuopnas.search;

import io.github.tribuopnas.search.trial.Proposal;
import io.github.tribuopnas.search.trial.Trial;
import io.github.tribuopnas.search.trial.TrialContext;
import io.github.tribuopnas.search.trial.TrialKey;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;

/**
 * Takes over what is known already, and has the rest measured.
 *
 * @param <A> the architecture
 */
public final class ReusingExecutor<A> extends ForwardingExecutor<A> {

  private final Map<TrialKey<A>, Trial<A>> known;

  /**
   * Puts known answers before an executor.
   *
   * @param executor measures what is not known; closed with this one
   * @param known trials under the same {@link TrialContext}, by their keys
   */
  public ReusingExecutor(TrialExecutor<A> executor, Map<TrialKey<A>, Trial<A>> known) {
    super(executor);
    this.known = Map.copyOf(known);
  }

  @Override
  public void execute(List<Proposal<A>> batch, Callback<A> callback) throws InterruptedException {
    List<Proposal<A>> open = answer(batch, callback);
    if (!open.isEmpty()) {
      super.execute(
          open,
          new ForwardingCallback<>(callback) {
            @Override
            public List<Proposal<A>> more() {
              return answer(super.more(), callback);
            }
          });
    }
  }

  /** Answers what is known, and what is asked thereupon; returns the rest. */
  private List<Proposal<A>> answer(List<Proposal<A>> asked, Callback<A> callback) {
    List<Proposal<A>> open = new ArrayList<>();
    Deque<Proposal<A>> left = new ArrayDeque<>(asked);
    while (!left.isEmpty()) {
      Proposal<A> proposal = left.remove();
      Trial<A> trial = known.get(proposal.key());
      if (trial == null) {
        open.add(proposal);
      } else if (callback.goesOn()) {
        callback.finished(trial.withProposal(proposal));
        left.addAll(callback.more());
      }
    }
    return open;
  }
}
