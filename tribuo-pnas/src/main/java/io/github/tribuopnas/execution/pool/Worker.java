package io.github.tribuopnas.execution.pool;

import ai.djl.Device;
import ai.djl.engine.Engine;
import io.github.tribuopnas.execution.CandidateTraining;
import io.github.tribuopnas.execution.CheckpointStore;
import io.github.tribuopnas.execution.InterruptSignal;
import io.github.tribuopnas.execution.Message;
import io.github.tribuopnas.image.ImageSplit;
import io.github.tribuopnas.image.SplitFile;
import io.github.tribuopnas.search.trial.Trial;
import io.github.tribuopnas.space.Cell;
import io.github.tribuopnas.training.engine.DeviceChoice;
import io.github.tribuopnas.training.engine.VisibleGpus;
import io.github.tribuopnas.training.loop.MemoryEstimate;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The worker of a {@link WorkerPool}: a process that trains what its driver tells it over its
 * standard input, and answers over its standard output. It ends when its driver ends, however that
 * ends, within a second: its input is over then, and {@link DriverWatch} sees the process gone.
 */
public final class Worker {

  private static final String ENGINE = "PyTorch";
  private static final int FAILED = 1;
  private static final int BEAT_SECONDS = 1;

  private final Frames.Reader in;
  private final Frames.Writer out;
  private final ScheduledExecutorService heart =
      Executors.newSingleThreadScheduledExecutor(work -> daemon(work, "pnas-heartbeat"));
  private final ExecutorService trainer =
      Executors.newSingleThreadExecutor(work -> daemon(work, "pnas-trainer"));

  private Worker(InputStream in, OutputStream out) {
    this.in = new Frames.Reader(in);
    this.out = new Frames.Writer(out);
  }

  private static Thread daemon(Runnable work, String name) {
    Thread thread = new Thread(work, name);
    thread.setDaemon(true);
    return thread;
  }

  /**
   * Works until the standard input ends.
   *
   * @param arguments none
   */
  public static void main(String[] arguments) {
    OutputStream out = new FileOutputStream(FileDescriptor.out);
    // What a library prints must not come between the messages.
    System.setOut(System.err);
    // Ctrl-C reaches all processes of a terminal. It is for the driver to act on.
    InterruptSignal.handle(() -> {});
    int status = 0;
    try {
      DriverWatch.start();
      new Worker(System.in, out).work();
    } catch (Throwable failure) {
      failure.printStackTrace();
      status = FAILED;
    }
    // Not exit, which would wait for the engine's own ending in a trial that still runs.
    Runtime.getRuntime().halt(status);
  }

  private void work() throws IOException {
    if (!(in.read().orElse(null) instanceof Message.Job job)) {
      throw new IOException("a worker is told its job first");
    }
    if (job.version() != Message.VERSION) {
      throw new IOException(
          "the driver speaks version "
              + job.version()
              + ", this worker "
              + Message.VERSION
              + "; start both from one class path");
    }
    heart.scheduleAtFixedRate(this::beat, 0, BEAT_SECONDS, TimeUnit.SECONDS);
    ImageSplit images = SplitFile.map(Path.of(job.images()));
    // What auto comes to is in the answer.
    Device device = DeviceChoice.parse(job.device()).resolve(notice -> {});
    Engine.getEngine(ENGINE);
    CandidateTraining training =
        new CandidateTraining(
            job.context(),
            images,
            device,
            memory(job, device),
            CheckpointStore.in(Path.of(job.checkpoints()), job.checkpointBytes()));
    out.write(new Message.Ready(Message.VERSION, VisibleGpus.here().name(device)));
    for (Message message = next(); message != null; message = next()) {
      if (!(message instanceof Message.Train train)) {
        throw new IOException("a worker is told what to train, not " + message);
      }
      trainer.execute(() -> train(training, train));
    }
  }

  private static long memory(Message.Job job, Device device) {
    return device.isGpu()
        ? job.gpuMemory()
        // What this process holds already counts against its limit.
        : Math.min(MemoryEstimate.available(), job.memory() - ResidentMemory.bytes());
  }

  private @Nullable Message next() throws IOException {
    return in.read().orElse(null);
  }

  private void train(CandidateTraining training, Message.Train train) {
    try {
      Trial<Cell> trial = training.run(train.proposal());
      // A short trial lies between two beats, and its memory is judged too.
      out.write(new Message.Heartbeat(ResidentMemory.bytes()));
      out.write(Message.Finished.of(train.number(), trial));
    } catch (Throwable failure) {
      // Whatever it is, this process is not to be trusted with another trial.
      failure.printStackTrace();
      Runtime.getRuntime().halt(FAILED);
    }
  }

  private void beat() {
    try {
      out.write(new Message.Heartbeat(ResidentMemory.bytes()));
    } catch (IOException | RuntimeException failure) {
      // The driver is gone, or this process is no longer to be trusted; silence would tell nobody.
      Runtime.getRuntime().halt(FAILED);
    }
  }
}
