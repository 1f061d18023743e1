package io.github.tribuopnas.benchmarks.live;

import io.github.tribuopnas.base.Named;
import io.github.tribuopnas.base.Registry;
import io.github.tribuopnas.objective.ObjectiveOptions;
import io.github.tribuopnas.objective.ServedMeasure;
import io.github.tribuopnas.search.strategy.StrategyKind;
import java.util.Locale;

/** The searches that are compared on real images. */
enum LiveContestant implements Named {
  /** Progressive search for accuracy and latency. */
  PNAS(StrategyKind.PNAS) {
    @Override
    ObjectiveOptions objectives(double median) {
      return new ObjectiveOptions().withMinimize(ServedMeasure.LATENCY);
    }
  },
  /** The same search for accuracy alone; its cells are timed afterwards. */
  PNAS_ACCURACY(StrategyKind.PNAS) {
    @Override
    ObjectiveOptions objectives(double median) {
      return new ObjectiveOptions();
    }
  },
  /** Random search, whose cells are timed. */
  RANDOM(StrategyKind.RANDOM) {
    @Override
    ObjectiveOptions objectives(double median) {
      return new ObjectiveOptions().withMinimize(ServedMeasure.LATENCY);
    }
  },
  /** Progressive search under a limit, the median latency of the first level. */
  PNAS_LIMITED(StrategyKind.PNAS) {
    @Override
    ObjectiveOptions objectives(double median) {
      return new ObjectiveOptions().withMaxLatency(String.format(Locale.ROOT, "%.6fms", median));
    }
  };

  private static final Registry<LiveContestant> NAMES = Registry.of("contestant", values());

  private final StrategyKind strategy;

  LiveContestant(StrategyKind strategy) {
    this.strategy = strategy;
  }

  /** What is sought; the median is that of the first level of {@link #PNAS}, in milliseconds. */
  abstract ObjectiveOptions objectives(double median);

  StrategyKind strategy() {
    return strategy;
  }

  @Override
  public String text() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The contestant of that name. */
  static LiveContestant of(String text) {
    return NAMES.parse(text);
  }
}
