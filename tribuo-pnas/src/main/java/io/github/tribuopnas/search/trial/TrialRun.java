package io.github.tribuopnas.search.trial;

import io.github.tribuopnas.base.Require;
import java.util.List;
import java.util.Objects;

/**
 * Where and how a trial ran; nothing that a search decides depends on it.
 *
 * @param worker the name of the worker, empty if unknown
 * @param device the device that it trained on, empty if unknown
 * @param attempt which attempt this was, from 1
 * @param epochAccuracies the validation accuracy after each epoch, 0 to 1; empty if it was measured
 *     at the end only
 * @param epochLosses the validation loss after each epoch, at least 0; empty likewise
 */
public record TrialRun(
    String worker,
    String device,
    int attempt,
    List<Double> epochAccuracies,
    List<Double> epochLosses) {

  private static final String TAKEN_FROM = "taken from ";

  /** A first attempt of which nothing more is known. */
  public static final TrialRun UNKNOWN = new TrialRun("", "", 1, List.of());

  /**
   * Checks the components and copies the list.
   *
   * @param worker the name of the worker, empty if unknown
   * @param device the device that it trained on, empty if unknown
   * @param attempt which attempt this was, from 1
   * @param epochAccuracies the validation accuracy after each epoch, 0 to 1; empty if it was
   *     measured at the end only
   * @param epochLosses the validation loss after each epoch, at least 0; empty likewise
   */
  public TrialRun {
    Objects.requireNonNull(worker, "worker");
    Objects.requireNonNull(device, "device");
    epochAccuracies = List.copyOf(epochAccuracies);
    epochLosses = List.copyOf(epochLosses);
    Require.atLeast("attempt", attempt, 1);
  }

  /**
   * Makes a run whose losses are not known.
   *
   * @param worker the name of the worker, empty if unknown
   * @param device the device that it trained on, empty if unknown
   * @param attempt which attempt this was, from 1
   * @param epochAccuracies the validation accuracy after each epoch, 0 to 1
   */
  public TrialRun(String worker, String device, int attempt, List<Double> epochAccuracies) {
    this(worker, device, attempt, epochAccuracies, List.of());
  }

  /**
   * Returns the same curves of a first attempt somewhere.
   *
   * @param newWorker the name of the worker
   * @param newDevice the device that it trained on
   * @return the run
   */
  public TrialRun ranOn(String newWorker, String newDevice) {
    return new TrialRun(newWorker, newDevice, 1, epochAccuracies, epochLosses);
  }

  /**
   * Returns the same run as another attempt.
   *
   * @param number the number of the attempt, from 1
   * @return the run
   */
  public TrialRun withAttempt(int number) {
    return new TrialRun(worker, device, number, epochAccuracies, epochLosses);
  }

  /**
   * Returns the run of a trial that is not run again, as this one is its answer.
   *
   * @param source where this one is kept
   * @return a first attempt, whose worker names the source
   */
  public TrialRun takenFrom(String source) {
    return ranOn(TAKEN_FROM + source, device);
  }

  /**
   * Returns whether the trial was not run by its search.
   *
   * @return whether it was {@link #takenFrom} elsewhere
   */
  public boolean isTakenOver() {
    return worker.startsWith(TAKEN_FROM);
  }
}
