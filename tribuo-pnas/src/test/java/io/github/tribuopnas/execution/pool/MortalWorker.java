package io.github.tribuopnas.execution.pool;

import io.github.tribuopnas.base.Seeds;
import io.github.tribuopnas.execution.Message;
import io.github.tribuopnas.search.trial.Metrics;
import io.github.tribuopnas.search.trial.TrialStatus;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * A worker with made-up accuracies that is killed by SIGKILL in the middle of every trial, as long
 * as a directory of kills beside its images has fewer than {@link #KILLS}.
 */
public final class MortalWorker {

  /** So many die. */
  static final int KILLS = 20;

  /** The directory, with an empty file for each trial that was killed; nobody dies without it. */
  static final String DIRECTORY = "kills";

  private MortalWorker() {}

  /**
   * Answers until the input ends, or the end.
   *
   * @param arguments none
   */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    Frames.Writer out = new Frames.Writer(new FileOutputStream(FileDescriptor.out));
    Frames.Reader in = new Frames.Reader(System.in);
    Message.Job job = (Message.Job) in.read().orElseThrow();
    Path kills = Path.of(job.images()).resolveSibling(DIRECTORY);
    out.write(new Message.Ready(Message.VERSION, "cpu"));
    for (var next = in.read(); next.isPresent(); next = in.read()) {
      Message.Train train = (Message.Train) next.get();
      if (Files.exists(kills) && isTheFirst(kills, train)) {
        new ProcessBuilder("kill", "-KILL", Long.toString(ProcessHandle.current().pid())).start();
        Thread.currentThread().join();
      }
      out.write(finished(train));
    }
  }

  /** Returns whether a trial is to be killed: once each, until enough were. */
  private static boolean isTheFirst(Path kills, Message.Train train) throws IOException {
    String[] before = kills.toFile().list();
    if (before == null || before.length >= KILLS) {
      return false;
    }
    try {
      Files.createFile(kills.resolve(Integer.toHexString(key(train).hashCode())));
      return true;
    } catch (FileAlreadyExistsException again) {
      return false;
    }
  }

  private static String key(Message.Train train) {
    return train.cell() + " " + train.fidelity();
  }

  private static Message.Finished finished(Message.Train train) {
    double accuracy = new SplittableRandom(Seeds.derive(1, key(train))).nextDouble();
    return new Message.Finished(
        train.number(),
        TrialStatus.COMPLETE,
        null,
        "",
        Map.of(Metrics.ACCURACY, accuracy, Metrics.SECONDS, 1.0),
        List.of(accuracy),
        List.of(1 - accuracy));
  }
}
