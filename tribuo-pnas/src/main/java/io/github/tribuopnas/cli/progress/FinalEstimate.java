package io.github.tribuopnas.cli.progress;

import io.github.tribuopnas.FinalPlan;
import io.github.tribuopnas.Finalist;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.LongSupplier;
import java.util.stream.Stream;

/**
 * How long final training will still take. An epoch of each network has a cost of its own: what its
 * epochs took, or, before the first of them ended, what is expected, in proportion to what those of
 * others took. Networks are trained in their order, some at once, first up to the comparison if
 * there is one. Which of them go on from there is not known before they do; till then they are
 * taken for average.
 */
final class FinalEstimate {

  private static final double NANOS = 1e9;

  private final FinalPlan plan;
  private final LongSupplier nanoTime;
  private final long start;
  private final List<Training> trainings;
  private final double expectedPace;
  private boolean isRace;

  /**
   * Starts with the training.
   *
   * @param plan what it is going to do
   * @param costs what candidates took
   * @param nanoTime a clock in nanoseconds from any origin
   */
  FinalEstimate(FinalPlan plan, CandidateCosts costs, LongSupplier nanoTime) {
    this.plan = plan;
    this.nanoTime = nanoTime;
    start = nanoTime.getAsLong();
    isRace = plan.hasRace();
    expectedPace = costs.areKnown() ? 1 : Double.NaN;
    trainings =
        plan.finalists().stream()
            .limit(plan.trained())
            .map(finalist -> new Training(finalist, costs.ofEpoch(finalist) / plan.threads()))
            .toList();
    begin();
  }

  /** An epoch ended. */
  void ended(Finalist finalist, int epoch, int epochs) {
    if (isRace && epoch > finalist.rung()) {
      isRace = false;
      trainings.forEach(Training::pause);
    }
    trainings.stream()
        .filter(training -> training.finalist.equals(finalist))
        .forEach(training -> training.ended(epoch, epochs, nanoTime.getAsLong()));
    begin();
  }

  /** Notes which networks are being trained now, if that is known. */
  private void begin() {
    if (isRace || !plan.hasRace()) {
      trainings.stream()
          .filter(training -> !training.isAt(end(training)))
          .limit(plan.atOnce())
          .forEach(training -> training.begin(nanoTime.getAsLong()));
    }
  }

  private int end(Training training) {
    return isRace ? training.finalist.rung() : training.epochs;
  }

  /** Returns the seconds since final training began. */
  double worked() {
    return (nanoTime.getAsLong() - start) / NANOS;
  }

  /** Returns the seconds that are left; NaN if nothing is known of any network. */
  double left() {
    double pace = pace();
    double race =
        isRace ? together(trainings.stream().map(one -> left(one, one.finalist.rung(), pace))) : 0;
    List<Training> chosen =
        plan.hasRace() ? trainings.stream().filter(Training::hasGoneOn).toList() : trainings;
    List<Training> open = trainings.stream().filter(one -> !chosen.contains(one)).toList();
    int further = Math.min(plan.members(), trainings.size()) - chosen.size();
    double average =
        open.stream()
            .mapToDouble(one -> (one.epochs - one.finalist.rung()) * one.cost(pace))
            .average()
            .orElse(0);
    double full =
        together(
            Stream.concat(
                chosen.stream().map(one -> left(one, one.epochs, pace)),
                Collections.nCopies(Math.max(0, further), average).stream()));
    return race + full + crossing(pace);
  }

  private double left(Training training, int until, double pace) {
    double cost = training.cost(pace);
    double all = Math.max(0, until - training.reached) * cost;
    return all == 0 ? 0 : all - Math.min(cost, training.secondsUnderWay(nanoTime.getAsLong()));
  }

  /** Where images are crossed, networks are trained again without each part of them. */
  private double crossing(double pace) {
    return together(
        trainings.stream()
            .flatMap(
                one ->
                    Collections.nCopies(
                        plan.folds(),
                        one.epochs * one.cost(pace) * (plan.folds() - 1) / plan.folds())
                        .stream()));
  }

  /** Returns the seconds of trainings one after the other, of which some run at once. */
  private double together(Stream<Double> seconds) {
    double[] threads = new double[plan.atOnce()];
    for (double each : seconds.toList()) {
      Arrays.sort(threads);
      threads[0] += each;
    }
    return Arrays.stream(threads).max().orElse(0);
  }

  /** Returns how many times as long epochs take as was expected. */
  private double pace() {
    List<Double> paces = new ArrayList<>();
    for (Training training : trainings) {
      training.measured().ifPresent(seconds -> paces.add(seconds / training.expected));
    }
    return paces.stream().mapToDouble(Double::doubleValue).average().orElse(expectedPace);
  }

  /** The training of a network. */
  private static final class Training {

    private final Finalist finalist;
    private final double expected;
    private int epochs;
    private int reached;
    private OptionalDouble first = OptionalDouble.empty();
    private double seconds;
    private int timed;
    private boolean isRunning;
    private long since;

    Training(Finalist finalist, double expected) {
      this.finalist = finalist;
      this.expected = expected;
      epochs = finalist.recipe().epochs();
    }

    boolean isAt(int epoch) {
      return reached >= epoch;
    }

    boolean hasGoneOn() {
      return reached > finalist.rung();
    }

    void begin(long now) {
      if (!isRunning) {
        isRunning = true;
        since = now;
      }
    }

    void pause() {
      isRunning = false;
    }

    void ended(int epoch, int newEpochs, long now) {
      if (isRunning && first.isEmpty()) {
        first = OptionalDouble.of(secondsUnderWay(now));
      } else if (isRunning) {
        seconds += secondsUnderWay(now);
        timed++;
      }
      reached = epoch;
      epochs = newEpochs;
      isRunning = true;
      since = now;
    }

    double secondsUnderWay(long now) {
      return isRunning ? (now - since) / NANOS : 0;
    }

    /** The first epoch is slower than others: programs are compiled, caches are cold. */
    OptionalDouble measured() {
      return timed > 0 ? OptionalDouble.of(seconds / timed) : first;
    }

    double cost(double pace) {
      return measured().orElse(expected * pace);
    }
  }
}
