package io.github.tribuopnas.execution.spark;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.github.tribuopnas.execution.Message;
import io.github.tribuopnas.execution.WorkerJson;
import io.github.tribuopnas.search.Budget;
import io.github.tribuopnas.search.trial.Failure;
import io.github.tribuopnas.search.trial.Metrics;
import io.github.tribuopnas.search.trial.Proposal;
import io.github.tribuopnas.search.trial.Trial;
import io.github.tribuopnas.space.Cell;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.spark.SparkJobInfo;
import org.apache.spark.SparkStageInfo;
import org.apache.spark.api.java.JavaFutureAction;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.resource.ResourceProfile;
import org.jspecify.annotations.Nullable;

/** One attempt of a trial: a job of a single task, which the calling thread waits for. */
final class SparkJob {

  private static final String INTERRUPTS = "spark.job.interruptOnCancel";
  private static final String LAST_FAILURE = "most recent failure: ";

  /** How long past its time a task may take to end itself, before it is given up. */
  private static final Duration GRACE = Duration.ofMinutes(1);

  private final JavaSparkContext context;
  private final @Nullable ResourceProfile resources;
  private final SparkTask task;
  private final SparkCheckpoints checkpoints;
  private final Duration limit;

  /**
   * Prepares the jobs of all trials.
   *
   * @param context the application
   * @param resources what each task asks for; that of the application's settings if null
   * @param task trains
   * @param checkpoints what trials go on from
   * @param limit how long a trial may take
   */
  SparkJob(
      JavaSparkContext context,
      @Nullable ResourceProfile resources,
      SparkTask task,
      SparkCheckpoints checkpoints,
      Duration limit) {
    this.context = context;
    this.resources = resources;
    this.task = task;
    this.checkpoints = checkpoints;
    this.limit = limit;
  }

  /** Runs a trial once. That its executor died, or that the task failed, is a crash. */
  Trial<Cell> run(Proposal<Cell> proposal) throws InterruptedException {
    context.setLocalProperty(INTERRUPTS, "true");
    context.setJobDescription("trial " + proposal.architecture());
    String request =
        WorkerJson.write(
            new SparkRequest(
                Message.Train.of(0, proposal), checkpoints.send(proposal.architecture())));
    JavaFutureAction<List<String>> job;
    try {
      JavaRDD<String> answers = context.parallelize(List.of(request), 1).map(task);
      job = (resources == null ? answers : answers.withResources(resources)).collectAsync();
    } catch (IllegalStateException stopped) {
      throw applicationEnded(stopped);
    }
    try {
      SparkAnswer answer = await(job);
      return answer == null
          ? failed(proposal, Failure.TIMEOUT, overdue())
          : answered(answer, proposal);
    } catch (ExecutionException | CancellationException e) {
      if (context.sc().isStopped()) {
        throw applicationEnded(e);
      }
      return failed(proposal, Failure.CRASH, reason(e));
    } finally {
      job.cancel(true);
    }
  }

  private Trial<Cell> answered(SparkAnswer answer, Proposal<Cell> proposal) {
    Trial<Cell> trial = answer.finished().trial(proposal);
    checkpoints.receive(trial, answer.checkpoint());
    return trial.withRun(trial.run().ranOn(answer.executor(), answer.device()));
  }

  private static Trial<Cell> failed(Proposal<Cell> proposal, Failure failure, String reason) {
    return Trial.failed(proposal, failure, reason, Metrics.NONE);
  }

  /** Waits for the answer; returns null if the task neither answers in its time nor ends itself. */
  private @Nullable SparkAnswer await(JavaFutureAction<List<String>> job)
      throws InterruptedException, ExecutionException {
    long start = 0;
    while (true) {
      try {
        return WorkerJson.read(job.get(1, TimeUnit.SECONDS).get(0), SparkAnswer.class);
      } catch (TimeoutException notYet) {
        long now = System.nanoTime();
        // What waits for a free executor does not run yet, and what waits again starts anew.
        start = !runs(job) ? 0 : start == 0 ? now : start;
        if (limit.compareTo(Budget.FOREVER) < 0
            && start != 0
            && now - start > limit.plus(GRACE).toNanos()) {
          return null;
        }
      } catch (JsonProcessingException e) {
        throw new IllegalStateException(
            "an executor answers in another form; start it from the driver's class path", e);
      }
    }
  }

  private boolean runs(JavaFutureAction<?> job) {
    for (int id : job.jobIds()) {
      SparkJobInfo info = context.statusTracker().getJobInfo(id);
      for (int stage : info == null ? new int[0] : info.stageIds()) {
        SparkStageInfo tasks = context.statusTracker().getStageInfo(stage);
        if (tasks != null && tasks.numActiveTasks() > 0) {
          return true;
        }
      }
    }
    return false;
  }

  private String overdue() {
    return "it ran for more than "
        + limit.toSeconds()
        + " s, which a trial may take, and did not end within "
        + GRACE.toSeconds()
        + " s when it was told to";
  }

  private static IllegalStateException applicationEnded(Exception cause) {
    return new IllegalStateException(
        "Spark's application ended, so no trial can run: " + reason(cause), cause);
  }

  /** Returns what Spark says in its first line, without what it repeats of its own counting. */
  private static String reason(Throwable failure) {
    Throwable said = failure.getCause() == null ? failure : failure.getCause();
    String line = String.valueOf(said.getMessage()).lines().findFirst().orElse("").strip();
    int last = line.indexOf(LAST_FAILURE);
    return last < 0 ? line : line.substring(last + LAST_FAILURE.length());
  }
}
