package io.github.tribuopnas.search.strategy;

import io.github.tribuopnas.search.Ranking;
import io.github.tribuopnas.search.SearchStrategy;
import io.github.tribuopnas.search.Surrogate;
import io.github.tribuopnas.search.trial.Objective;
import io.github.tribuopnas.search.trial.Proposal;
import io.github.tribuopnas.search.trial.Trial;
import io.github.tribuopnas.space.Candidates;
import io.github.tribuopnas.space.SearchSpace;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * Progressive search (PNAS, Algorithm 1). Level 1 is measured whole, or a random sample of it. At
 * each further level every architecture measured at the level below is expanded in all ways, a
 * surrogate fitted on all measurements so far predicts the objective of the children, and the best
 * of them, the beam, are measured.
 *
 * @param <A> the architecture
 */
public final class ProgressiveSearch<A> implements SearchStrategy<A> {

  private final SearchSpace<A> space;
  private final Surrogate<A> surrogate;
  private final BeamChooser<A> chooser;
  private final int beam;
  private final OptionalInt trials;
  private final int firstLevel;
  private final int batch;
  private final Objective objective;
  private final SplittableRandom random;

  private final OpenBatch<A> open = new OpenBatch<>();
  private final List<Trial<A>> complete = new ArrayList<>();
  private final Set<A> askedOfLevel = new HashSet<>();
  private int level;
  private int asked;
  private List<Trial<A>> told = new ArrayList<>();
  private Candidates<A> candidates;
  private Parents<A> parents;
  private @Nullable String earlyEnd;

  /**
   * Makes a search.
   *
   * @param setup what is searched and how, with a surrogate
   * @throws IllegalArgumentException if the first level is too small for the surrogate
   */
  @SuppressWarnings("NullAway.Init") // Candidates and parents are there once a level was begun.
  public ProgressiveSearch(StrategySetup<A> setup) {
    space = setup.space();
    surrogate = setup.surrogate().get();
    beam = setup.options().beam();
    firstLevel = setup.firstLevel();
    batch = setup.options().refitEvery().orElse(Integer.MAX_VALUE);
    trials = setup.budget();
    objective = setup.objective();
    chooser = new BeamChooser<>(setup, surrogate);
    random = new SplittableRandom(setup.seed());
    if (space.levels() > 1 && setup.options().firstLevel() > 0) {
      requireEnough(setup.options().firstLevel());
    }
  }

  private void requireEnough(int first) {
    if (first < surrogate.minimumTrials()) {
      throw new IllegalArgumentException(
          "a first level of "
              + first
              + " is too small for the surrogate, which needs "
              + surrogate.minimumTrials()
              + " measurements; allowed are that many and more");
    }
  }

  @Override
  public List<Proposal<A>> ask() {
    open.requireClosed();
    if (earlyEnd != null) {
      return List.of();
    }
    List<Proposal<A>> next = level == 0 ? first() : further();
    next.forEach(proposal -> askedOfLevel.add(proposal.architecture()));
    asked += next.size();
    return open.open(next);
  }

  private List<Proposal<A>> first() {
    level = 1;
    candidates = space.initial();
    int[] places =
        sample(candidates.size(), Math.min(firstLevel, trials.orElse(Integer.MAX_VALUE)));
    List<Proposal<A>> proposals = new ArrayList<>(places.length);
    for (int place : places) {
      proposals.add(Proposal.unpredicted(candidates.get(place), 1));
    }
    return proposals;
  }

  /** Draws places without replacement, in ascending order. */
  private int[] sample(int size, int count) {
    int[] places = new int[size];
    Arrays.setAll(places, i -> i);
    for (int i = 0; i < count; i++) {
      int other = random.nextInt(i, size);
      int swapped = places[i];
      places[i] = places[other];
      places[other] = swapped;
    }
    int[] drawn = Arrays.copyOf(places, count);
    Arrays.sort(drawn);
    return drawn;
  }

  private List<Proposal<A>> further() {
    boolean levelDone = level == 1 || wanted() == 0;
    if (levelDone) {
      if (level == space.levels() || asked >= trials.orElse(Integer.MAX_VALUE)) {
        return List.of();
      }
      if (told.stream().noneMatch(Trial::isComplete)) {
        earlyEnd = allFailed();
        return List.of();
      }
    }
    if (complete.size() < surrogate.minimumTrials()) {
      earlyEnd = tooFew();
      return List.of();
    }
    if (levelDone) {
      List<Trial<A>> grown = told.stream().filter(Trial::isComplete).toList();
      candidates = space.expand(grown.stream().map(Trial::architecture).toList());
      List<Trial<A>> bestFirst = Ranking.of(grown, List.of(objective));
      parents = new Parents<>(space, bestFirst.stream().map(Trial::architecture).toList());
      level++;
      told = new ArrayList<>();
      askedOfLevel.clear();
    }
    return parents.named(
        chooser.choose(
            complete, candidates, level, askedOfLevel, Math.min(batch, wanted()), random.split()));
  }

  /** How many are still to be asked of this level, above the first. */
  private int wanted() {
    int left = trials.orElse(Integer.MAX_VALUE) - asked;
    boolean takesTheRest = level == space.levels() && trials.isPresent();
    int ofBeam = takesTheRest ? left : Math.min(left, beam - askedOfLevel.size());
    return Math.min(ofBeam, candidates.size() - askedOfLevel.size());
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
        + surrogate.minimumTrials()
        + "; measure a larger first level, or see why trials failed";
  }

  @Override
  public void tell(List<Trial<A>> trials) {
    for (Trial<A> trial : open.close(trials)) {
      told.add(trial);
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
