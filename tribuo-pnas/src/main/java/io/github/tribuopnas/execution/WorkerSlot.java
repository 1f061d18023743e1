package io.github.tribuopnas.execution;

import io.github.tribuopnas.search.Failure;
import io.github.tribuopnas.search.Measures;
import io.github.tribuopnas.search.Proposal;
import io.github.tribuopnas.search.Trial;
import io.github.tribuopnas.search.TrialRun;
import io.github.tribuopnas.space.Cell;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * One of the workers of a pool: runs a trial at a time, in one process after the other. All times
 * are measured by the monotonic clock.
 */
final class WorkerSlot implements AutoCloseable {

  /** Failures that have to do with the process; the same trial may do better in another. */
  private static final Set<Failure> RETRIED =
      EnumSet.of(Failure.CRASH, Failure.TIMEOUT, Failure.OUT_OF_MEMORY);

  private final String name;
  private final WorkerCommand command;
  private final Message.Job job;
  private final WorkerLimits limits;
  private WorkerProcess process;
  private String device = "";
  private long number;
  private boolean closed;

  WorkerSlot(String name, WorkerCommand command, Message.Job job, WorkerLimits limits) {
    this.name = name;
    this.command = command;
    this.job = job;
    this.limits = limits;
  }

  /** Runs a trial, again on a new process if it may be the process that failed. */
  Trial<Cell> run(Proposal<Cell> proposal) throws InterruptedException {
    for (int attempt = 1; ; attempt++) {
      Trial<Cell> trial;
      try {
        trial = attempt(proposal);
      } catch (InterruptedException | RuntimeException e) {
        replace();
        throw e;
      }
      boolean again = trial.failure().map(RETRIED::contains).orElse(false);
      if (again) {
        replace();
      }
      if (!again || attempt > limits.retries()) {
        return trial.withRun(new TrialRun(name, device, attempt, trial.run().epochAccuracies()));
      }
    }
  }

  private Trial<Cell> attempt(Proposal<Cell> proposal) throws InterruptedException {
    WorkerProcess worker = process();
    worker.send(new Message.Train(++number, proposal.architecture()));
    long start = System.nanoTime();
    long lastSign = start;
    while (true) {
      long now = System.nanoTime();
      Duration left = limits.trial().minusNanos(now - start);
      Duration silence = limits.silence().minusNanos(now - lastSign);
      if (left.isNegative() || left.isZero()) {
        return failed(
            proposal,
            Failure.TIMEOUT,
            "it ran for more than "
                + limits.trial().toMillis() / 1000.0
                + " s, which a trial may take");
      }
      if (silence.isNegative() || silence.isZero()) {
        return failed(
            proposal,
            Failure.CRASH,
            "the worker gave no sign of life for " + limits.silence().toSeconds() + " s");
      }
      WorkerProcess.Event event = worker.poll(left.compareTo(silence) < 0 ? left : silence);
      if (event == null) {
        continue;
      }
      lastSign = System.nanoTime();
      if (event.message().isEmpty()) {
        return failed(proposal, Failure.CRASH, event.end() + "; see " + command.log());
      }
      if (event.message().get() instanceof Message.Beat beat
          && beat.residentBytes() > limits.memory()) {
        return failed(
            proposal,
            Failure.OUT_OF_MEMORY,
            "the worker held " + beat.residentBytes() + " bytes; allowed are " + limits.memory());
      }
      if (event.message().get() instanceof Message.Finished finished
          && finished.number() == number) {
        return trial(proposal, finished);
      }
    }
  }

  private static Trial<Cell> failed(Proposal<Cell> proposal, Failure failure, String reason) {
    return Trial.failed(proposal, failure, reason, Measures.NONE);
  }

  private static Trial<Cell> trial(Proposal<Cell> proposal, Message.Finished finished) {
    return new Trial<>(
        proposal,
        finished.status(),
        Optional.ofNullable(finished.failure()),
        finished.reason(),
        new Measures(finished.measures()),
        new TrialRun("", "", 1, finished.epochAccuracies()));
  }

  private WorkerProcess process() throws InterruptedException {
    if (process == null) {
      WorkerProcess started;
      try {
        started = WorkerProcess.start(command);
      } catch (IOException e) {
        throw new UncheckedIOException("a worker cannot be started: " + e.getMessage(), e);
      }
      hold(started);
      started.send(job);
      awaitReady(started);
    }
    return process;
  }

  private void awaitReady(WorkerProcess started) throws InterruptedException {
    long start = System.nanoTime();
    while (true) {
      Duration left = limits.start().minusNanos(System.nanoTime() - start);
      WorkerProcess.Event event = left.isNegative() ? null : started.poll(left);
      if (event == null || event.message().isEmpty()) {
        throw new IllegalStateException(
            "a worker does not come up: "
                + (event == null ? "not within " + limits.start().toSeconds() + " s" : event.end())
                + "; see "
                + command.log());
      }
      if (event.message().get() instanceof Message.Ready ready) {
        if (ready.version() != Message.VERSION) {
          throw new IllegalStateException(
              "a worker speaks version " + ready.version() + ", not " + Message.VERSION);
        }
        device = ready.device() + command.gpu().map(gpu -> " (GPU " + gpu + ")").orElse("");
        return;
      }
    }
  }

  private synchronized void hold(WorkerProcess started) {
    process = started;
    if (closed) {
      started.close();
    }
  }

  private synchronized void replace() {
    if (process != null) {
      process.close();
      process = null;
    }
  }

  /** Kills the process. */
  @Override
  public synchronized void close() {
    closed = true;
    replace();
  }
}
