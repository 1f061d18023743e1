package io.github.tribuopnas.benchmarks.speed;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/**
 * Looks at what a training thread is doing every few milliseconds: the fraction of the looks is the
 * fraction of the time. Nothing is added to the code that is looked at.
 */
public final class StepProfile {

  private static final long PERIOD_NANOS = 2_000_000;

  /** What a step does. */
  public enum Part {
    /** Copies, changes and normalizes images and labels. */
    DATA,
    /** Runs the network. */
    FORWARD,
    /** Computes gradients. */
    BACKWARD,
    /** Collects gradients and changes weights. */
    OPTIMIZER,
    /** All else, such as freeing arrays. */
    OTHER
  }

  /** Where a part begins in a stack of calls: a class and, if need be, a method. */
  private record Mark(String type, String method, Part part) {
    boolean matches(StackTraceElement frame) {
      return frame.getClassName().endsWith("." + type)
          && (method.isEmpty() || frame.getMethodName().equals(method));
    }
  }

  private static final Mark[] MARKS = {
    new Mark("BatchFeed", "", Part.DATA),
    new Mark("Targets", "", Part.DATA),
    new Mark("CellNetwork", "", Part.FORWARD),
    new Mark("TrainingRun", "crossEntropy", Part.FORWARD),
    new Mark("JniUtils", "backward", Part.BACKWARD),
    new Mark("ParameterVector", "", Part.OPTIMIZER),
    new Mark("Sgd", "", Part.OPTIMIZER),
  };

  private static final String STEPS = "TrainingRun";

  private final Map<Part, Long> looks = new EnumMap<>(Part.class);

  /**
   * Profiles training.
   *
   * @param training what is profiled
   * @param epochs epochs of it
   * @return for each part its fraction of the time in steps, 0 to 1
   * @throws InterruptedException if the thread was interrupted
   */
  public static Map<Part, Double> of(JavaTraining training, int epochs)
      throws InterruptedException {
    StepProfile profile = new StepProfile();
    Thread trained = Thread.currentThread();
    Thread watcher = new Thread(() -> profile.watch(trained), "profile");
    watcher.setDaemon(true);
    watcher.start();
    training.train(epochs);
    watcher.interrupt();
    watcher.join();
    return profile.fractions();
  }

  private void watch(Thread trained) {
    while (!Thread.interrupted()) {
      StackTraceElement[] frames = trained.getStackTrace();
      boolean inStep = false;
      Part part = Part.OTHER;
      for (StackTraceElement frame : frames) {
        for (Mark mark : MARKS) {
          if (part == Part.OTHER && mark.matches(frame)) {
            part = mark.part();
          }
        }
        inStep |=
            frame.getClassName().endsWith("." + STEPS)
                && frame.getMethodName().equals("trainEpoch");
      }
      if (inStep) {
        looks.merge(part, 1L, Long::sum);
      }
      LockSupport.parkNanos(PERIOD_NANOS);
    }
  }

  private Map<Part, Double> fractions() {
    double all = looks.values().stream().mapToLong(Long::longValue).sum();
    Map<Part, Double> fractions = new EnumMap<>(Part.class);
    for (Part part : Part.values()) {
      fractions.put(part, looks.getOrDefault(part, 0L) / all);
    }
    return fractions;
  }
}
