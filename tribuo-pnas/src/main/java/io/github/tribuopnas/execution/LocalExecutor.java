package io.github.tribuopnas.execution;

import ai.djl.engine.Engine;
import ai.djl.pytorch.jni.JniUtils;
import io.github.tribuopnas.data.PackedImages;
import io.github.tribuopnas.network.NetworkSpec;
import io.github.tribuopnas.network.NetworkSummary;
import io.github.tribuopnas.search.Measures;
import io.github.tribuopnas.search.Proposal;
import io.github.tribuopnas.search.Seeds;
import io.github.tribuopnas.search.Trial;
import io.github.tribuopnas.search.TrialExecutor;
import io.github.tribuopnas.space.Cell;
import io.github.tribuopnas.training.ChanceRule;
import io.github.tribuopnas.training.EpochListener;
import io.github.tribuopnas.training.NativeMemory;
import io.github.tribuopnas.training.NetworkTraining;
import io.github.tribuopnas.training.Recipe;
import io.github.tribuopnas.training.TrainedNetwork;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Trains candidates in this JVM, each on one thread of its own. The engine is told to use one
 * thread for each operation, for the whole process: sums then do not depend on how many candidates
 * train at once, and several threads do not fight for the cores.
 */
public final class LocalExecutor implements TrialExecutor<Cell> {

  private static final String ENGINE = "PyTorch";
  private static final double NANOS = 1e9;

  private final NetworkSpec template;
  private final Recipe recipe;
  private final PackedImages training;
  private final PackedImages validation;
  private final long seed;
  private final int workers;
  private final ExecutorService threads;

  private LocalExecutor(Builder builder) {
    template = builder.template;
    recipe = builder.recipe;
    training = builder.training;
    validation = builder.validation;
    seed = builder.seed;
    workers = builder.workers;
    AtomicInteger number = new AtomicInteger();
    threads =
        Executors.newFixedThreadPool(
            workers,
            task -> {
              Thread thread = new Thread(task, "pnas-worker-" + number.incrementAndGet());
              thread.setDaemon(true);
              return thread;
            });
    Engine.getEngine(ENGINE);
    JniUtils.setNumThreads(1);
  }

  /**
   * Starts an executor's settings.
   *
   * @return a builder
   */
  public static Builder builder() {
    return new Builder();
  }

  @Override
  public void execute(List<Proposal<Cell>> batch, Callback<Cell> callback)
      throws InterruptedException {
    CompletionService<Trial<Cell>> completion = new ExecutorCompletionService<>(threads);
    List<Future<Trial<Cell>>> running = new ArrayList<>();
    try {
      for (Proposal<Cell> proposal : batch) {
        running.add(completion.submit(() -> run(proposal)));
      }
      for (int i = 0; i < batch.size(); i++) {
        callback.finished(completion.take().get());
      }
    } catch (ExecutionException e) {
      throw new IllegalStateException("a worker thread stopped", e.getCause());
    } finally {
      running.forEach(future -> future.cancel(true));
    }
  }

  private Trial<Cell> run(Proposal<Cell> proposal) throws InterruptedException {
    long start = System.nanoTime();
    Cell cell = proposal.architecture();
    NetworkSpec spec = template.withCell(cell);
    NetworkSummary summary = NetworkSummary.of(spec);
    Measures measures =
        Measures.NONE
            .with(Measures.PARAMETERS, summary.parameters())
            .with(Measures.MULT_ADDS, summary.multAdds());
    String failure = "";
    try (TrainedNetwork trained =
        new NetworkTraining(spec, recipe, EpochListener.NONE)
            .train(training, Seeds.derive(seed, cell.toString()))) {
      double accuracy = trained.accuracy(validation);
      if (Double.isNaN(accuracy)) {
        failure = "the network's output is not a number on the validation images";
      } else {
        failure = chance(accuracy);
        measures = failure.isEmpty() ? measures.with(Measures.ACCURACY, accuracy) : measures;
      }
    } catch (RuntimeException e) {
      failure = reason(e);
    } finally {
      NativeMemory.trim();
    }
    measures = measures.with(Measures.SECONDS, (System.nanoTime() - start) / NANOS);
    return failure.isEmpty()
        ? Trial.complete(proposal, measures)
        : Trial.failed(proposal, failure, measures);
  }

  private String chance(double accuracy) {
    long steps = recipe.epochs() * recipe.stepsPerEpoch(training.size());
    return recipe.refusesChance()
        ? new ChanceRule(validation).reason(accuracy, steps).orElse("")
        : "";
  }

  /** Returns the first line of what went wrong; the engine's messages hold native stack traces. */
  private static String reason(RuntimeException failure) {
    String message = String.valueOf(failure.getMessage()).lines().findFirst().orElse("");
    return String.format(
        Locale.ROOT, "%s: %s", failure.getClass().getSimpleName(), message.strip());
  }

  @Override
  public int workers() {
    return workers;
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }

  /** Settings of an executor. */
  public static final class Builder {

    private NetworkSpec template;
    private Recipe recipe;
    private PackedImages training;
    private PackedImages validation;
    private long seed;
    private int workers = 1;

    private Builder() {}

    /**
     * Sets the network; its cell is replaced by each candidate's.
     *
     * @param spec any specification for the images
     * @return this builder
     */
    public Builder setNetwork(NetworkSpec spec) {
      template = spec;
      return this;
    }

    /**
     * Sets how candidates are trained.
     *
     * @param newRecipe the recipe
     * @return this builder
     */
    public Builder setRecipe(Recipe newRecipe) {
      recipe = newRecipe;
      return this;
    }

    /**
     * Sets the images.
     *
     * @param newTraining what candidates are trained on
     * @param newValidation what their accuracy is measured on
     * @return this builder
     */
    public Builder setImages(PackedImages newTraining, PackedImages newValidation) {
      training = newTraining;
      validation = newValidation;
      return this;
    }

    /**
     * Sets the seed of the search, from which each candidate's is derived.
     *
     * @param newSeed the seed
     * @return this builder
     */
    public Builder setSeed(long newSeed) {
      seed = newSeed;
      return this;
    }

    /**
     * Sets how many candidates train at once.
     *
     * @param newWorkers at least 1
     * @return this builder
     */
    public Builder optWorkers(int newWorkers) {
      workers = newWorkers;
      return this;
    }

    /**
     * Starts the workers.
     *
     * @return the executor
     * @throws IllegalArgumentException if a setting is missing or wrong
     */
    public LocalExecutor build() {
      if (template == null || recipe == null || training == null || validation == null) {
        throw new IllegalArgumentException(
            "an executor needs a network, a recipe, training and validation images");
      }
      if (workers < 1) {
        throw new IllegalArgumentException("workers is " + workers + ", but must be at least 1");
      }
      return new LocalExecutor(this);
    }
  }
}
