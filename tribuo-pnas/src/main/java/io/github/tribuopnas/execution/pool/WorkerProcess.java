package io.github.tribuopnas.execution.pool;

import io.github.tribuopnas.execution.Message;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A worker as its driver sees it: messages to it and from it, and its end. */
final class WorkerProcess implements AutoCloseable {

  private static final int SIGNAL = 128;

  /** What came from the worker: a message, or none any more. */
  record Event(Optional<Message> message, String end) {

    private static Event of(Message message) {
      return new Event(Optional.of(message), "");
    }

    private static Event end(String reason) {
      return new Event(Optional.empty(), reason);
    }
  }

  private final Process process;
  private final Frames.Writer out;
  private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();

  private WorkerProcess(Process process) {
    this.process = process;
    out = new Frames.Writer(process.getOutputStream());
    Thread reader = new Thread(this::read, "pnas-worker-reader-" + process.pid());
    reader.setDaemon(true);
    reader.start();
  }

  static WorkerProcess start(WorkerCommand command) throws IOException {
    return new WorkerProcess(command.build().start());
  }

  private void read() {
    Frames.Reader in = new Frames.Reader(process.getInputStream());
    String broken = "";
    try {
      for (Optional<Message> next = in.read(); next.isPresent(); next = in.read()) {
        events.add(Event.of(next.get()));
      }
    } catch (IOException e) {
      broken = " (" + e.getMessage() + ")";
      process.destroyForcibly();
    }
    events.add(Event.end(end() + broken));
  }

  /** Waits for the process, whose output has ended, and tells how it ended. */
  private String end() {
    try {
      int status = process.waitFor();
      return status > SIGNAL
          ? "the worker was killed by signal " + (status - SIGNAL)
          : "the worker ended with status " + status;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return "the worker ended";
    }
  }

  long pid() {
    return process.pid();
  }

  /** Sends a message. If the worker is gone, its end is among the events. */
  void send(Message message) {
    try {
      out.write(message);
    } catch (IOException e) {
      // The pipe breaks only when the worker ends, which the reader sees and tells.
      process.destroyForcibly();
    }
  }

  /** Returns what comes next, or null if nothing comes in the time. */
  Event poll(Duration time) throws InterruptedException {
    return events.poll(time.toNanos(), TimeUnit.NANOSECONDS);
  }

  /** Kills the process, whatever it does. */
  @Override
  public void close() {
    process.destroyForcibly();
  }
}
