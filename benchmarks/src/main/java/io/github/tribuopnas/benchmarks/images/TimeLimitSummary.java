package io.github.tribuopnas.benchmarks.images;

import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * The search beside the best network made by hand, for each set and limit.
 *
 * @param runs all that was trained
 */
record TimeLimitSummary(List<TimedRun> runs) {

  private record Case(String set, String limit) {}

  /**
   * Returns the name of the network that did best with a seed.
   *
   * @return empty if none was trained
   */
  Optional<String> best(String set, String limit, long seed) {
    return runs.stream()
        .filter(run -> run.set().equals(set) && run.limit().equals(limit) && run.seed() == seed)
        .filter(run -> !run.contestant().equals(TimedRun.SEARCH))
        .max(Comparator.comparingDouble(TimedRun::test))
        .map(TimedRun::contestant);
  }

  /** Returns a table. */
  String markdown(long firstSeed) {
    StringBuilder table =
        new StringBuilder(
            "| set | limit | search | best by hand | its test | difference | standard error |\n"
                + "|---|---|---:|---|---:|---:|---:|\n");
    Set<Case> cases = new LinkedHashSet<>();
    runs.forEach(run -> cases.add(new Case(run.set(), run.limit())));
    for (Case each : cases) {
      List<TimedRun> ours = of(each, TimedRun.SEARCH);
      Optional<String> name = best(each.set(), each.limit(), firstSeed);
      if (ours.isEmpty() || name.isEmpty()) {
        continue;
      }
      List<TimedRun> theirs = of(each, name.get());
      double one = mean(ours);
      double other = mean(theirs);
      table.append(
          String.format(
              Locale.ROOT,
              "| %s | %s | %.4f | %s | %.4f | %+.4f | %.4f |%n",
              each.set(),
              each.limit(),
              one,
              name.get(),
              other,
              one - other,
              Math.hypot(error(ours), error(theirs))));
    }
    return table.toString();
  }

  private List<TimedRun> of(Case each, String contestant) {
    return runs.stream()
        .filter(run -> run.set().equals(each.set()) && run.limit().equals(each.limit()))
        .filter(run -> run.contestant().equals(contestant))
        .toList();
  }

  private static double mean(List<TimedRun> of) {
    return of.stream().mapToDouble(TimedRun::test).average().orElseThrow();
  }

  /** The error of a mean accuracy: that of the test images, or of the runs where it is larger. */
  static double error(List<TimedRun> of) {
    double mean = mean(of);
    double ofImages = mean * (1 - mean) / of.get(0).testImages();
    if (of.size() == 1) {
      return Math.sqrt(ofImages);
    }
    double squares =
        of.stream().mapToDouble(run -> (run.test() - mean) * (run.test() - mean)).sum();
    double ofRuns = squares / (of.size() - 1) / of.size();
    return Math.sqrt(Math.max(ofImages, ofRuns));
  }
}
