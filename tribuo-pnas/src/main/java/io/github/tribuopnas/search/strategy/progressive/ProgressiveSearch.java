package io.github.tribuopnas.search.strategy.progressive;

import io.github.tribuopnas.base.Require;
import io.github.tribuopnas.search.Ranking;
import io.github.tribuopnas.search.SearchStrategy;
import io.github.tribuopnas.search.Surrogate;
import io.github.tribuopnas.search.strategy.EconomyOptions;
import io.github.tribuopnas.search.strategy.OpenBatch;
import io.github.tribuopnas.search.strategy.Sampling;
import io.github.tribuopnas.search.strategy.StrategyOptions;
import io.github.tribuopnas.search.strategy.StrategySetup;
import io.github.tribuopnas.search.trial.Objective;
import io.github.tribuopnas.search.trial.Proposal;
import io.github.tribuopnas.search.trial.Trial;
import io.github.tribuopnas.space.Candidates;
import io.github.tribuopnas.space.SearchSpace;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Progressive search (PNAS, Algorithm 1). All architectures of level 1, or a sample of them, are
 * measured. At each further level, every architecture measured at the level below is expanded in
 * all ways, a surrogate fitted on all measurements so far predicts the objective of the children,
 * and the best of them, the beam, are measured.
 *
 * <p>A search that {@linkplain StrategyOptions#ahead asks ahead} begins a level while the last
 * trials of the level below still run; their children are candidates for the rest of the beam.
 *
 * <p>Levels may be left out. If level 1 is, the search starts with random architectures of the
 * first level that is not. A level between two others is expanded without being measured, see
 * {@link EconomyOptions#levels}.
 *
 * @param <A> the architecture
 */
public final class ProgressiveSearch<A> implements SearchStrategy<A> {

  /** Of so many random architectures a first level is chosen that cannot be enumerated. */
  private static final int FIRST_DRAWN = 1024;

  private final SearchSpace<A> space;
  private final Surrogate<A> surrogate;
  private final BeamChooser<A> chooser;
  private final List<Integer> levels;
  private final List<Integer> trialsByLevel;
  private final OptionalInt trials;
  private final Sampling sampling;
  private final List<A> known;
  private final int batch;
  private final int ahead;
  private final Objective objective;
  private final SplittableRandom random;

  private final OpenBatch<A> open = new OpenBatch<>();
  private final List<Trial<A>> complete = new ArrayList<>();
  private final Set<A> askedOfLevel = new HashSet<>();
  private int level;
  private int asked;
  private final Deque<Proposal<A>> firstLevel = new ArrayDeque<>();
  private List<Trial<A>> told = new ArrayList<>();
  private List<Trial<A>> below = List.of();
  private int levelBelow;
  private int parents;
  private Candidates<A> candidates;
  private Growth<A> growth;
  private boolean isExhausted;
  private @Nullable String earlyEnd;

  /**
   * Makes a search.
   *
   * @param setup what is searched and how, with a surrogate
   * @throws IllegalArgumentException if the first level is too small for the surrogate, or a level
   *     is not one of the space
   */
  @SuppressWarnings("NullAway.Init") // Candidates and growth are there once a level was begun.
  public ProgressiveSearch(StrategySetup<A> setup) {
    space = setup.space();
    surrogate = setup.surrogate().get();
    levels = setup.levels();
    trialsByLevel = setup.trialsByLevel();
    sampling = setup.economy().sampling();
    known = known(setup);
    batch = setup.options().refitEvery().orElse(Integer.MAX_VALUE);
    ahead = setup.options().ahead();
    trials = setup.budget();
    objective = setup.objective();
    chooser = new BeamChooser<>(setup, surrogate);
    random = new SplittableRandom(setup.seed());
    boolean isDealt = setup.economy().trials() > 0 || levels.get(0) > 1;
    int first = isDealt ? ofLevel(levels.get(0)) : setup.options().firstLevel();
    if (levels.size() > 1 && first > 0) {
      requireEnough(first);
    }
  }

  private static <A> List<A> known(StrategySetup<A> setup) {
    int first = setup.levels().get(0);
    List<A> known = setup.economy().firstCells().stream().map(setup.space()::parse).toList();
    for (A architecture : known) {
      Require.that(
          setup.space().level(architecture) == first,
          "a first cell",
          setup.space().id(architecture),
          "cells of the first level that is tried, of " + first + " blocks");
    }
    return known;
  }

  private void requireEnough(int first) {
    if (first < chooser.minimumTrials()) {
      throw new IllegalArgumentException(
          "a first level of "
              + first
              + " is too small for the surrogate, which needs "
              + chooser.minimumTrials()
              + " measurements; allowed are that many and more");
    }
  }

  @Override
  public List<Proposal<A>> ask() {
    open.requireMayAsk(this);
    if (earlyEnd != null) {
      return List.of();
    }
    if (level == 0) {
      firstLevel.addAll(first());
    }
    List<Proposal<A>> next = firstLevel.isEmpty() ? further() : partOfFirst();
    next.forEach(proposal -> askedOfLevel.add(proposal.architecture()));
    asked += next.size();
    return open.open(next);
  }

  @Override
  public boolean asksAhead() {
    return open.asksAhead(ahead);
  }

  /** Whole, unless the search asks ahead. */
  private List<Proposal<A>> partOfFirst() {
    List<Proposal<A>> part = new ArrayList<>();
    while (!firstLevel.isEmpty() && (ahead == 0 || part.size() < batch)) {
      part.add(firstLevel.remove());
    }
    return part;
  }

  private List<Proposal<A>> first() {
    level = levels.get(0);
    int wanted = Math.min(ofLevel(level), trials.orElse(Integer.MAX_VALUE));
    candidates =
        level == 1
            ? space.initial()
            : DrawnCandidates.of(
                space, known, level, Math.max(wanted, FIRST_DRAWN), random.split());
    candidates = chooser.withinLimits(candidates);
    return new FirstChoice<>(space, surrogate, objective, random)
        .choose(sampling, known, candidates, level, Math.min(wanted, candidates.size()));
  }

  private int ofLevel(int number) {
    return trialsByLevel.get(number - 1);
  }

  private boolean isLast() {
    return level == levels.get(levels.size() - 1);
  }

  private List<Proposal<A>> further() {
    while (true) {
      growAgain();
      boolean levelDone = level == levels.get(0) || isExhausted || wanted() == 0;
      if (levelDone) {
        if (isLast() || mayGrow() || asked >= trials.orElse(Integer.MAX_VALUE)) {
          return List.of();
        }
        if (told.stream().noneMatch(Trial::isComplete)) {
          return endUnlessOpen(told.isEmpty() ? this::allExcluded : this::allFailed);
        }
      }
      if (complete.size() < chooser.minimumTrials()) {
        return endUnlessOpen(this::tooFew);
      }
      if (levelDone) {
        begin(levels.get(levels.indexOf(level) + 1));
      }
      List<Proposal<A>> chosen = choose();
      if (!chosen.isEmpty()) {
        return growth.named(chosen);
      }
      // All that is left would break a limit.
      isExhausted = true;
    }
  }

  private List<Proposal<A>> endUnlessOpen(Supplier<String> reason) {
    if (open.isClosed()) {
      earlyEnd = reason.get();
    }
    return List.of();
  }

  private List<Proposal<A>> choose() {
    return chooser.choose(
        complete, candidates, level, askedOfLevel, Math.min(batch, wanted()), random.split());
  }

  private void begin(int next) {
    below = told;
    levelBelow = level;
    level = next;
    told = new ArrayList<>();
    askedOfLevel.clear();
    grow();
  }

  private void grow() {
    List<Trial<A>> grown = below.stream().filter(Trial::isComplete).toList();
    List<Trial<A>> bestFirst = Ranking.of(grown, List.of(objective));
    growth =
        Growth.of(
            space,
            bestFirst.stream().map(Trial::architecture).toList(),
            level - levelBelow,
            random);
    candidates = growth.candidates();
    parents = below.size();
    isExhausted = false;
  }

  /** Where the search asks ahead, the last trials of a level end after the next has begun. */
  private void growAgain() {
    if (below.size() > parents && left() > 0) {
      grow();
    }
  }

  /** Returns whether a beam that is not full may wait for trials of the level below. */
  private boolean mayGrow() {
    return left() > 0 && open.hasLevel(levelBelow);
  }

  /** How many are still to be asked of this level, above the first. */
  private int wanted() {
    return Math.min(left(), candidates.size() - askedOfLevel.size());
  }

  private int left() {
    int all = trials.orElse(Integer.MAX_VALUE) - asked;
    boolean takesTheRest = isLast() && trials.isPresent();
    return takesTheRest ? all : Math.min(all, ofLevel(level) - askedOfLevel.size());
  }

  private String allExcluded() {
    return "no cell of level " + level + " is within the limits, so that nothing is left to expand";
  }

  private String allFailed() {
    return "all "
        + told.size()
        + " trials of level "
        + level
        + " failed, so that nothing is left to expand; the first: "
        + told.get(0).reason();
  }

  private String tooFew() {
    return "only "
        + complete.size()
        + " trials are complete, but the surrogate needs "
        + chooser.minimumTrials()
        + "; measure a larger first level, or see why trials failed";
  }

  @Override
  public void tell(List<Trial<A>> trials) {
    for (Trial<A> trial : open.close(trials)) {
      int ofLevel = trial.proposal().level();
      if (ofLevel == level) {
        told.add(trial);
      } else if (ofLevel == levelBelow) {
        below.add(trial);
      }
      if (trial.isComplete()) {
        complete.add(trial);
      }
    }
  }

  @Override
  public Optional<String> earlyEnd() {
    return Optional.ofNullable(earlyEnd);
  }
}
