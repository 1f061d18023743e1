package io.github.tribuopnas.execution;

import io.github.tribuopnas.execution.pool.WorkerPool;
import io.github.tribuopnas.execution.spark.SparkExecutor;
import io.github.tribuopnas.execution.spark.SparkExecutorBuilder;
import io.github.tribuopnas.image.ImageSplit;
import io.github.tribuopnas.search.TrialExecutor;
import io.github.tribuopnas.space.Cell;
import io.github.tribuopnas.testing.TrialExecutorContract;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;

/** Holds each executor to what all promise. */
@Tag("slow")
class ExecutorContractTest {

  @Nested
  class InThisJvm extends TrialExecutorContract {

    @Override
    protected TrialExecutor<Cell> executor(
        Path directory, CandidateContext context, ImageSplit images, int workers, Duration limit) {
      return LocalExecutor.builder()
          .setContext(context)
          .setImages(images)
          .optWorkers(workers)
          .optTrialTimeout(limit)
          .build();
    }

    @Override
    protected String workerNames() {
      return "pnas-worker-\\d+";
    }
  }

  @Nested
  class InAPoolOfProcesses extends TrialExecutorContract {

    @Override
    protected TrialExecutor<Cell> executor(
        Path directory, CandidateContext context, ImageSplit images, int workers, Duration limit) {
      return WorkerPool.builder()
          .setContext(context)
          .setImages(images)
          .setDirectory(directory)
          .optWorkers(workers)
          .optTrialTimeout(limit)
          .build();
    }

    @Override
    protected String workerNames() {
      return "worker-\\d+";
    }
  }

  private static SparkExecutorBuilder spark(
      Path directory, CandidateContext context, ImageSplit images, int workers, Duration limit) {
    return SparkExecutor.builder()
        .setSparkContext(SparkClusterExtension.cluster().context())
        .setContext(context)
        .setImages(images)
        .optSharedDirectory(directory)
        .optWorkers(workers)
        .optTrialTimeout(limit);
  }

  @Nested
  @ExtendWith(SparkClusterExtension.class)
  class OnSpark extends TrialExecutorContract {

    @Override
    protected TrialExecutor<Cell> executor(
        Path directory, CandidateContext context, ImageSplit images, int workers, Duration limit) {
      return spark(directory, context, images, workers, limit).build();
    }

    @Override
    protected String workerNames() {
      return "executor \\d+";
    }
  }

  /** Two trials on a GPU, which is made up. */
  @Nested
  @ExtendWith(SparkClusterExtension.class)
  class OnSparkWhereTrialsShareGpus extends TrialExecutorContract {

    @Override
    protected TrialExecutor<Cell> executor(
        Path directory, CandidateContext context, ImageSplit images, int workers, Duration limit) {
      return spark(directory, context, images, workers, limit).optPerGpu(2).build();
    }

    @Override
    protected String workerNames() {
      return "executor \\d+";
    }
  }
}
