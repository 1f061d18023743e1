package io.github.tribuopnas.execution.pool;

import io.github.tribuopnas.execution.Message;
import io.github.tribuopnas.search.trial.Failure;
import io.github.tribuopnas.search.trial.TrialStatus;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A worker that does to its driver what the first operation of a cell stands for. */
public final class ScriptedWorker {

  static final String WELL = "p:sep3x3+p:sep3x3";
  static final String DIES = "p:sep5x5+p:sep5x5";
  static final String DIES_ONCE = "p:sep7x7+p:sep7x7";
  static final String NEVER_ENDS = "p:conv1x7_7x1+p:conv1x7_7x1";
  static final String FALLS_SILENT = "p:avg3x3+p:avg3x3";
  static final String EATS_MEMORY = "p:max3x3+p:max3x3";
  static final String NEEDS_A_GPU = "p:identity+p:identity";
  static final String BABBLES = "p:dil3x3+p:dil3x3";

  static final long EATEN = 1L << 40;

  /** What {@link #NEEDS_A_GPU} needs of its memory. */
  static final long OF_A_GPU = 6L << 30;

  private final Frames.Writer out;
  private final Message.Job job;
  private final Path directory;
  private volatile boolean beats = true;

  private ScriptedWorker(OutputStream out, Message.Job job) {
    this.out = new Frames.Writer(out);
    this.job = job;
    directory = Path.of(job.images()).getParent();
  }

  /**
   * Answers until the input ends.
   *
   * @param arguments none
   */
  public static void main(String[] arguments) throws IOException {
    OutputStream out = new FileOutputStream(FileDescriptor.out);
    Frames.Reader in = new Frames.Reader(System.in);
    Message.Job job = (Message.Job) in.read().orElseThrow();
    ScriptedWorker worker = new ScriptedWorker(out, job);
    Thread heart = new Thread(worker::beat);
    heart.setDaemon(true);
    heart.start();
    String gpu = System.getenv("CUDA_VISIBLE_DEVICES");
    String device =
        job.device().equals("gpu")
            ? "gpu:" + gpu
            : "threads " + System.getenv("OMP_NUM_THREADS") + gpu;
    worker.out.write(new Message.Ready(Message.VERSION, device));
    System.err.println("a line for the log");
    for (var next = in.read(); next.isPresent(); next = in.read()) {
      worker.train((Message.Train) next.get(), out);
    }
  }

  private void beat() {
    try {
      while (true) {
        if (beats) {
          out.write(new Message.Heartbeat(1 << 20));
        }
        Thread.sleep(100);
      }
    } catch (IOException | InterruptedException e) {
      Runtime.getRuntime().halt(3);
    }
  }

  private void train(Message.Train train, OutputStream raw) throws IOException {
    switch (train.cell().toString()) {
      case DIES -> Runtime.getRuntime().halt(7);
      case DIES_ONCE -> {
        try {
          Files.createFile(directory.resolve("died"));
          Runtime.getRuntime().halt(7);
        } catch (FileAlreadyExistsException again) {
          finish(train);
        }
      }
      case NEVER_ENDS -> {
        // The heart beats on.
      }
      case FALLS_SILENT -> beats = false;
      case EATS_MEMORY -> out.write(new Message.Heartbeat(EATEN));
      case NEEDS_A_GPU -> {
        if (job.gpuMemory() < OF_A_GPU) {
          out.write(
              new Message.Finished(
                  train.number(),
                  TrialStatus.FAILED,
                  Failure.OUT_OF_MEMORY,
                  "CUDA out of memory, of " + job.gpuMemory(),
                  Map.of(),
                  List.of(),
                  List.of()));
        } else {
          finish(train);
        }
      }
      case BABBLES -> {
        raw.write("a library prints\n".getBytes(StandardCharsets.UTF_8));
        raw.flush();
      }
      default -> {
        finish(train);
        // A late answer to a trial long over, which is to be dropped.
        finish(new Message.Train(train.number() - 1, train.cell(), 1));
      }
    }
  }

  private void finish(Message.Train train) throws IOException {
    out.write(
        new Message.Finished(
            train.number(),
            TrialStatus.COMPLETE,
            null,
            "",
            Map.of("accuracy", 1.0 / 3, "epochs", 2.0, "seconds", 1.0),
            List.of(0.1, 1.0 / 3),
            List.of(2.5, 2.0 / 3)));
  }
}
