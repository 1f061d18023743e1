package io.github.tribuopnas.search.strategy.baseline;

import io.github.tribuopnas.search.SearchStrategy;
import io.github.tribuopnas.search.strategy.OpenBatch;
import io.github.tribuopnas.search.strategy.StrategySetup;
import io.github.tribuopnas.search.trial.Proposal;
import io.github.tribuopnas.search.trial.Trial;
import io.github.tribuopnas.space.SearchSpace;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * Random search: measures distinct architectures of the last level, drawn by the space.
 *
 * @param <A> the architecture
 */
public final class RandomSearch<A> implements SearchStrategy<A> {

  /** So many draws in a row that bring nothing new mean that the level is used up. */
  static final int MOST_DRAWS = 10_000;

  private final SearchSpace<A> space;
  private final int trials;
  private final int batch;
  private final int ahead;
  private final SplittableRandom random;
  private final DrawLimits<A> limits;
  private final OpenBatch<A> open = new OpenBatch<>();
  private final Set<A> asked = new HashSet<>();
  private @Nullable String earlyEnd;

  /**
   * Makes a search.
   *
   * @param setup what is searched and how
   * @throws IllegalArgumentException if nothing keeps a limit
   */
  public RandomSearch(StrategySetup<A> setup) {
    space = setup.space();
    trials = setup.trials();
    batch = setup.options().refitEvery().orElse(trials);
    ahead = setup.options().ahead();
    random = new SplittableRandom(setup.seed());
    limits = new DrawLimits<>(setup);
  }

  @Override
  public List<Proposal<A>> ask() {
    open.requireMayAsk(this);
    List<Proposal<A>> next = new ArrayList<>();
    while (next.size() < batch && asked.size() < trials && earlyEnd == null) {
      Optional<A> drawn = draw(space, limits, asked, random);
      if (drawn.isPresent()) {
        next.add(Proposal.unpredicted(drawn.get(), space.levels()));
      } else {
        earlyEnd = limits.usedUp(asked.size());
      }
    }
    limits.tell(asked.size());
    return open.open(next);
  }

  @Override
  public boolean asksAhead() {
    return open.asksAhead(ahead);
  }

  /**
   * Draws an architecture of the last level within the limits that was not asked, and adds it to
   * those asked.
   */
  static <A> Optional<A> draw(
      SearchSpace<A> space, DrawLimits<A> limits, Set<A> asked, SplittableRandom random) {
    for (int draw = 0; draw < MOST_DRAWS; draw++) {
      A architecture = space.random(space.levels(), random);
      if (!asked.contains(architecture) && limits.allows(architecture)) {
        asked.add(architecture);
        return Optional.of(architecture);
      }
    }
    return Optional.empty();
  }

  @Override
  public void tell(List<Trial<A>> trials) {
    limits.learn(open.close(trials));
  }

  @Override
  public Optional<String> earlyEnd() {
    return Optional.ofNullable(earlyEnd);
  }
}
