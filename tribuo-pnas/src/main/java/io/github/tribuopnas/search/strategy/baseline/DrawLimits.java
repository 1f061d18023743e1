package io.github.tribuopnas.search.strategy.baseline;

import io.github.tribuopnas.search.strategy.FurtherPredictions;
import io.github.tribuopnas.search.strategy.StrategySetup;
import io.github.tribuopnas.search.trial.Trial;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Which of the architectures that a strategy draws are within the limits, as far as that is known:
 * counts always are, the rest once enough trials have taught it. What is not within them is not
 * asked.
 */
final class DrawLimits<A> {

  private final FurtherPredictions<A> further;
  private final boolean isLimited;
  private final Consumer<String> messages;
  private final List<Trial<A>> measured = new ArrayList<>();
  private final Map<A, List<String>> excluded = new HashMap<>();
  private int told;

  /**
   * Starts without a trial.
   *
   * @throws IllegalArgumentException if no architecture of the first level keeps a limit that is
   *     known before any trial; the message names the best value
   */
  DrawLimits(StrategySetup<A> setup) {
    further = new FurtherPredictions<>(setup.further());
    isLimited = setup.further().stream().anyMatch(o -> o.objective().limit().isPresent());
    messages = setup.messages();
    if (isLimited) {
      further.beforeTrials(setup.space().initial());
    }
  }

  /** Returns whether an architecture may be asked. */
  boolean allows(A architecture) {
    if (!isLimited) {
      return true;
    }
    List<String> broken = further.broken(architecture);
    if (broken.isEmpty()) {
      excluded.remove(architecture);
      return true;
    }
    excluded.put(architecture, broken);
    return false;
  }

  /** Learns from the trials of a batch. */
  void learn(List<Trial<A>> trials) {
    if (isLimited) {
      trials.stream().filter(Trial::isComplete).forEach(measured::add);
      if (measured.size() >= further.minimumTrials()) {
        further.fit(measured);
      }
    }
  }

  /** Tells how many draws were not asked, if that is more than was told before. */
  void tell(int asked) {
    if (excluded.size() > told) {
      told = excluded.size();
      Map<String, Integer> reasons = new TreeMap<>();
      excluded
          .values()
          .forEach(broken -> broken.forEach(metric -> reasons.merge(metric, 1, Integer::sum)));
      messages.accept(
          reasons.entrySet().stream()
              .map(entry -> entry.getValue() + " by " + entry.getKey())
              .collect(
                  Collectors.joining(
                      ", ",
                      "of "
                          + (asked + told)
                          + " cells that were drawn "
                          + told
                          + " would break a limit and are not trained: ",
                      "")));
    }
  }

  /** Says that so many draws brought nothing to ask. */
  String usedUp(int asked) {
    return RandomSearch.MOST_DRAWS
        + " draws brought no new architecture"
        + (excluded.isEmpty() ? "" : " within the limits")
        + " after "
        + asked
        + "; the last level seems to have no more, so search a larger space"
        + (excluded.isEmpty() ? "" : ", allow more")
        + " or ask for fewer";
  }
}
