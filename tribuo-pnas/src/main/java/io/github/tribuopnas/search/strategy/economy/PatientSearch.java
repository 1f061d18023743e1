package io.github.tribuopnas.search.strategy.economy;

import io.github.tribuopnas.base.Require;
import io.github.tribuopnas.search.Front;
import io.github.tribuopnas.search.Ranking;
import io.github.tribuopnas.search.SearchStrategy;
import io.github.tribuopnas.search.strategy.OpenBatch;
import io.github.tribuopnas.search.trial.Objective;
import io.github.tribuopnas.search.trial.Proposal;
import io.github.tribuopnas.search.trial.Trial;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Any search, ended before its time where it brings nothing any more. A batch brings something if
 * one of its architectures is better than the best before by more than its own standard error;
 * small steps that together are more than that count too. Where several objectives are traded off
 * against each other, it does if one of its architectures is on the front.
 *
 * @param <A> the architecture
 */
public final class PatientSearch<A> implements SearchStrategy<A> {

  private final SearchStrategy<A> strategy;
  private final int patience;
  private final List<Objective> objectives;
  private final OpenBatch<A> open = new OpenBatch<>();
  private final List<Trial<A>> told = new ArrayList<>();
  private @Nullable Trial<A> reference;
  private int inVain;
  private @Nullable String earlyEnd;

  /**
   * Limits the patience with a search.
   *
   * @param strategy chooses what is tried
   * @param patience after how many architectures in vain it is ended, at least 1; those of a batch
   *     count together
   * @param objectives what it optimizes, the most important first; at least one
   */
  public PatientSearch(SearchStrategy<A> strategy, int patience, List<Objective> objectives) {
    this.strategy = Objects.requireNonNull(strategy, "strategy");
    this.patience = Require.atLeast("patience", patience, 1);
    this.objectives = List.copyOf(objectives);
  }

  @Override
  public List<Proposal<A>> ask() {
    open.requireMayAsk(this);
    if (!isOver()) {
      return open.open(strategy.ask());
    }
    // A search that has come to its own end does not end early.
    if (earlyEnd == null && open.isClosed() && !strategy.ask().isEmpty()) {
      earlyEnd = reason();
    }
    return List.of();
  }

  private boolean isOver() {
    return inVain >= patience;
  }

  private String reason() {
    Objective first = objectives.get(0);
    String nothing =
        reference == null
            ? "no result"
            : isOfFront()
                ? "nothing that no other dominates"
                : String.format(
                    Locale.ROOT,
                    "no validation %s better than %.4f by more than a standard error",
                    first.words(),
                    first.value(reference));
    return "the search ended early: the last "
        + inVain
        + " cells brought "
        + nothing
        + "; --patience 0 goes on";
  }

  @Override
  public boolean asksAhead() {
    return !isOver() && strategy.asksAhead();
  }

  @Override
  public void tell(List<Trial<A>> trials) {
    List<Trial<A>> ordered = open.close(trials);
    strategy.tell(ordered);
    told.addAll(ordered);
    inVain = brings(ordered) ? 0 : inVain + ordered.size();
  }

  private boolean brings(List<Trial<A>> batch) {
    Optional<Trial<A>> best =
        Ranking.of(batch, objectives).stream()
            .filter(trial -> trial.isComplete() && Ranking.isAccepted(trial, objectives))
            .findFirst();
    if (best.isEmpty()) {
      return false;
    }
    boolean isBetter =
        isOfFront()
            ? Front.of(told, objectives).stream().anyMatch(batch::contains)
            : reference == null || isClearlyBetter(best.get(), reference);
    if (isBetter) {
      reference = best.get();
    }
    return isBetter;
  }

  private boolean isOfFront() {
    return Front.tradedOff(objectives).size() > 1;
  }

  private boolean isClearlyBetter(Trial<A> trial, Trial<A> than) {
    Objective first = objectives.get(0);
    return first.score(trial) - first.margin(trial) > first.score(than);
  }

  @Override
  public boolean mayAskAgain(A architecture) {
    return !isOver() && strategy.mayAskAgain(architecture);
  }

  @Override
  public Optional<String> earlyEnd() {
    return Optional.ofNullable(earlyEnd).or(strategy::earlyEnd);
  }
}
