package io.github.tribuopnas.execution.pool;

import io.github.tribuopnas.execution.GivenGpu;
import io.github.tribuopnas.execution.Message;
import io.github.tribuopnas.execution.Retries;
import io.github.tribuopnas.search.trial.Failure;
import io.github.tribuopnas.search.trial.Metrics;
import io.github.tribuopnas.search.trial.Proposal;
import io.github.tribuopnas.search.trial.Trial;
import io.github.tribuopnas.space.Cell;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One of the workers of a pool: runs a trial at a time, in one process after the other. All times
 * are measured by the monotonic clock.
 */
final class WorkerSlot implements AutoCloseable {

  /** How many processes in a row may fail to come up. */
  private static final int STARTS = 3;

  private final String name;
  private final WorkerCommand command;
  private final Supplier<Message.Job> jobs;
  private final WorkerLimits limits;
  private final SharedGpu gpu;
  private Message.@Nullable Job job;
  private @Nullable WorkerProcess process;
  private String device = "";
  private long number;
  private boolean closed;

  /**
   * Starts without a process.
   *
   * @param name its name in the record of trials
   * @param command how its process is started
   * @param jobs what a process is told, which changes with its part of a GPU
   * @param limits what it may take
   * @param gpu the memory that it shares
   */
  WorkerSlot(
      String name,
      WorkerCommand command,
      Supplier<Message.Job> jobs,
      WorkerLimits limits,
      SharedGpu gpu) {
    this.name = name;
    this.command = command;
    this.jobs = jobs;
    this.limits = limits;
    this.gpu = gpu;
  }

  /** Tells whether this worker leaves its GPU to the others, see {@link SharedGpu#leave}. */
  boolean leavesGpu(long needed) {
    return gpu.leave(needed);
  }

  /** Runs a trial, again on a new process if it may be the process that failed. */
  Trial<Cell> run(Proposal<Cell> proposal) throws InterruptedException {
    return limits.retries().run(() -> once(proposal));
  }

  private Trial<Cell> once(Proposal<Cell> proposal) throws InterruptedException {
    Trial<Cell> trial;
    try {
      trial = attempt(proposal);
    } catch (InterruptedException | RuntimeException e) {
      replace();
      throw e;
    }
    if (Retries.mayHelp(trial)) {
      replace();
    }
    return trial.withRun(trial.run().ranOn(name, device));
  }

  private Trial<Cell> attempt(Proposal<Cell> proposal) throws InterruptedException {
    WorkerProcess worker = process();
    worker.send(Message.Train.of(++number, proposal));
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
      if (event.message().get() instanceof Message.Heartbeat beat
          && beat.residentBytes() > limits.memory()) {
        return failed(
            proposal,
            Failure.OUT_OF_MEMORY,
            "the worker held " + beat.residentBytes() + " bytes; allowed are " + limits.memory());
      }
      if (event.message().get() instanceof Message.Finished finished
          && finished.number() == number) {
        return finished.trial(proposal);
      }
    }
  }

  private static Trial<Cell> failed(Proposal<Cell> proposal, Failure failure, String reason) {
    return Trial.failed(proposal, failure, reason, Metrics.NONE);
  }

  /** Returns the process, a new one if there is none; one that fails to come up is replaced. */
  private WorkerProcess process() throws InterruptedException {
    Message.Job current = jobs.get();
    if (!current.equals(job)) {
      replace();
      job = current;
    }
    String failure = "";
    for (int start = 0; process == null && start < STARTS; start++) {
      WorkerProcess started;
      try {
        started = WorkerProcess.start(command);
      } catch (IOException e) {
        throw new UncheckedIOException("a worker cannot be started: " + e.getMessage(), e);
      }
      hold(started);
      started.send(current);
      failure = awaitReady(started);
      if (!failure.isEmpty()) {
        replace();
      }
    }
    if (process == null) {
      throw new IllegalStateException(
          "a worker does not come up, tried "
              + STARTS
              + " times: "
              + failure
              + "; see "
              + command.log());
    }
    return process;
  }

  /** Waits until a worker has come up; returns why it has not, or nothing if it has. */
  private String awaitReady(WorkerProcess started) throws InterruptedException {
    long start = System.nanoTime();
    while (true) {
      Duration left = limits.start().minusNanos(System.nanoTime() - start);
      WorkerProcess.Event event = left.isNegative() ? null : started.poll(left);
      if (event == null) {
        return "not within " + limits.start().toSeconds() + " s";
      }
      if (event.message().isEmpty()) {
        return event.end();
      }
      if (event.message().get() instanceof Message.Ready ready) {
        if (ready.version() != Message.VERSION) {
          throw new IllegalStateException(
              "a worker speaks version " + ready.version() + ", not " + Message.VERSION);
        }
        device = GivenGpu.device(ready.device(), command.gpu());
        return "";
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

  /** Ends the process for now; the next trial starts another. */
  void rest() {
    replace();
  }

  /** Kills the process. */
  @Override
  public synchronized void close() {
    closed = true;
    replace();
  }
}
