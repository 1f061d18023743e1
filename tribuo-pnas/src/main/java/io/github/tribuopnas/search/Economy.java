package io.github.tribuopnas.search;

import io.github.tribuopnas.search.trial.Fidelity;
import io.github.tribuopnas.search.trial.Metrics;
import io.github.tribuopnas.search.trial.Trial;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;

/**
 * Where the processor time of a search went.
 *
 * @param parts the consumers of time, in the order of display; some may have used none
 */
public record Economy(List<Part> parts) {

  private static final double PERCENT = 100;

  /** What processor time was used for. */
  public enum Use {
    /** Trials of architectures that did not win. */
    DROPPED,
    /** Trials of the winner. */
    WINNER,
    /** The final training. */
    FINAL,
    /** Everything else that the process of the search does. */
    REST
  }

  /**
   * One part of the time.
   *
   * @param use what it was used for
   * @param name the consumer, in words
   * @param seconds of a processor, at least 0
   */
  public record Part(Use use, String name, double seconds) {}

  /**
   * Copies the list.
   *
   * @param parts the consumers of time, in the order of display; some may have used none
   */
  public Economy {
    parts = List.copyOf(parts);
  }

  /**
   * Adds up trials. Those that were taken over from another search took no time of this one.
   *
   * @param <A> the architecture
   * @param trials all trials
   * @param winner the architecture that won
   * @return the time of the trials: a part for each fidelity, those of the winner in one
   */
  public static <A> Economy of(List<Trial<A>> trials, A winner) {
    TreeMap<Fidelity, Double> dropped = new TreeMap<>();
    double ofWinner = 0;
    for (Trial<A> trial : trials) {
      double seconds = trial.run().isTakenOver() ? 0 : seconds(trial);
      if (trial.architecture().equals(winner)) {
        ofWinner += seconds;
      } else {
        dropped.merge(trial.proposal().fidelity(), seconds, Double::sum);
      }
    }
    List<Part> parts = new ArrayList<>();
    dropped.forEach(
        (fidelity, seconds) -> parts.add(new Part(Use.DROPPED, name(fidelity), seconds)));
    parts.add(new Part(Use.WINNER, "the winner as a candidate", ofWinner));
    return new Economy(parts);
  }

  private static String name(Fidelity fidelity) {
    return fidelity.isFull()
        ? "dropped after the full training"
        : String.format(Locale.ROOT, "dropped, rung of %.3g of the training", fidelity.fraction());
  }

  /** A trial of an earlier release has its wall-clock time alone. */
  private static double seconds(Trial<?> trial) {
    double processor = trial.metrics().get(Metrics.PROCESSOR_SECONDS);
    double seconds = Double.isNaN(processor) ? trial.metrics().get(Metrics.SECONDS) : processor;
    return Double.isNaN(seconds) ? 0 : seconds;
  }

  /**
   * Returns the same time and some more.
   *
   * @param use what it was used for
   * @param name the consumer, in words
   * @param seconds of a processor, at least 0
   * @return the time
   */
  public Economy with(Use use, String name, double seconds) {
    List<Part> more = new ArrayList<>(parts);
    more.add(new Part(use, name, seconds));
    return new Economy(more);
  }

  /**
   * Returns the time of all parts.
   *
   * @return seconds of a processor
   */
  public double seconds() {
    return parts.stream().mapToDouble(Part::seconds).sum();
  }

  /**
   * Returns the part of the time that was good for something.
   *
   * @param use for what
   * @return a fraction of all time, 0 to 1; 0 if there is none
   */
  public double fraction(Use use) {
    double of = parts.stream().filter(part -> part.use() == use).mapToDouble(Part::seconds).sum();
    return of == 0 ? 0 : of / seconds();
  }

  /**
   * Returns the time in one sentence.
   *
   * @return such as {@code 82 % of the time trained networks that were dropped.}
   */
  public String sentence() {
    return String.format(
        Locale.ROOT,
        "%.0f %% of the time trained networks that were dropped.",
        PERCENT * fraction(Use.DROPPED));
  }
}
