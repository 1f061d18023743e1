package io.github.tribuopnas.execution;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.engine.EngineException;
import io.github.tribuopnas.base.Seeds;
import io.github.tribuopnas.evaluation.StandardError;
import io.github.tribuopnas.image.ImageSplit;
import io.github.tribuopnas.network.NetworkSpec;
import io.github.tribuopnas.network.NetworkSummary;
import io.github.tribuopnas.search.trial.Failure;
import io.github.tribuopnas.search.trial.Metrics;
import io.github.tribuopnas.search.trial.Proposal;
import io.github.tribuopnas.search.trial.Trial;
import io.github.tribuopnas.search.trial.TrialRun;
import io.github.tribuopnas.space.Cell;
import io.github.tribuopnas.training.ChanceRule;
import io.github.tribuopnas.training.Recipe;
import io.github.tribuopnas.training.TrainingDivergedException;
import io.github.tribuopnas.training.engine.EngineThreads;
import io.github.tribuopnas.training.engine.NativeMemory;
import io.github.tribuopnas.training.loop.EpochListener;
import io.github.tribuopnas.training.loop.MemoryEstimate;
import io.github.tribuopnas.training.loop.NetworkTraining;
import io.github.tribuopnas.training.trained.Evaluation;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * One trial from cell to metrics, the same in whatever process it runs. A trial below full fidelity
 * trains the first epochs of the recipe and leaves a checkpoint, from which a trial of the same
 * cell at a higher fidelity goes on. Its result is the same, bit for bit, whether there is such a
 * checkpoint or not. No checkpoint is kept after the last epoch of the recipe. A trial above full
 * fidelity is trained for longer, or has crossed validation.
 *
 * <p>The engine uses one thread for each operation of a trial, see {@link EngineThreads}.
 */
public final class CandidateTraining {

  private static final String ENGINE = "PyTorch";
  private static final double NANOS = 1e9;
  private static final long MEGA = 1_000_000;
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private final CandidateContext context;
  private final ImageSplit images;
  private final Device device;
  private final long memory;
  private final CheckpointStore checkpoints;

  /**
   * Loads the engine.
   *
   * @param context what results depend on
   * @param images what candidates are trained and measured on
   * @param device where they are trained
   * @param memory bytes that one candidate may need
   * @param checkpoints where trials leave what longer ones go on from; not closed
   */
  public CandidateTraining(
      CandidateContext context,
      ImageSplit images,
      Device device,
      long memory,
      CheckpointStore checkpoints) {
    this.context = context;
    this.images = images;
    this.device = device;
    this.memory = memory;
    this.checkpoints = checkpoints;
    Engine.getEngine(ENGINE);
  }

  /**
   * Trains and measures a candidate. What goes wrong becomes a failed trial.
   *
   * @param proposal the candidate
   * @return the trial
   * @throws InterruptedException if the thread was interrupted
   */
  public Trial<Cell> run(Proposal<Cell> proposal) throws InterruptedException {
    NetworkSpec spec = context.network().withCell(proposal.architecture());
    NetworkSummary summary = NetworkSummary.of(spec);
    Metrics size =
        Metrics.NONE
            .with(Metrics.PARAMETERS, summary.parameters())
            .with(Metrics.MULT_ADDS, summary.multAdds());
    long needed =
        MemoryEstimate.bytes(
            spec, Math.min(context.recipe().batchSize(), images.training().size()));
    return needed > memory
        ? Trial.failed(
            proposal, Failure.OUT_OF_MEMORY, tooLarge(needed), size.with(Metrics.SECONDS, 0))
        : train(proposal, spec, size, memory - needed);
  }

  private Trial<Cell> train(Proposal<Cell> proposal, NetworkSpec spec, Metrics size, long left)
      throws InterruptedException {
    long start = System.nanoTime();
    long processorStart = processorNanos();
    Curve curve = new Curve();
    Metrics result = Metrics.NONE;
    Optional<Failure> failure;
    String reason = "";
    try {
      Recipe full = context.recipe(spec);
      boolean isCrossed = context.folds() > 0 && proposal.fidelity().fraction() > 1;
      int epochs = isCrossed ? full.epochs() : proposal.fidelity().epochs(full.epochs());
      Recipe recipe = recipe(full, epochs);
      int judged = images.validation().size();
      if (isCrossed) {
        CrossedValidation crossed = new CrossedValidation(images, context.folds(), device);
        judged = crossed.size();
        curve.evaluated(
            epochs, epochs, crossed.evaluate(spec, recipe, seed(proposal.architecture()), curve));
      } else {
        train(proposal.architecture(), spec, recipe, epochs, curve, left);
      }
      Evaluation last = curve.last();
      reason = chance(recipe, epochs, last.accuracy());
      if (!Double.isFinite(last.accuracy()) || !Double.isFinite(last.loss())) {
        failure = Optional.of(Failure.NAN);
        reason = "the network's output is not a number on the validation images";
      } else if (!reason.isEmpty()) {
        failure = Optional.of(Failure.ERROR);
      } else {
        failure = Optional.empty();
        result = measured(last, judged).with(overClasses(last));
      }
    } catch (RuntimeException | OutOfMemoryError e) {
      failure = Optional.of(kind(e));
      reason = reason(e);
    } finally {
      NativeMemory.trim();
    }
    Metrics metrics =
        size.with(result)
            .with(Metrics.EPOCHS, curve.trained)
            .with(Metrics.SECONDS, (System.nanoTime() - start) / NANOS)
            .with(Metrics.PROCESSOR_SECONDS, (processorNanos() - processorStart) / NANOS);
    String why = reason;
    return failure
        .map(kind -> Trial.failed(proposal, kind, why, metrics))
        .orElseGet(() -> Trial.complete(proposal, metrics))
        .withRun(new TrialRun("", "", 1, curve.accuracies(), curve.losses()));
  }

  private static Metrics measured(Evaluation last, int judged) {
    double error = StandardError.of(last.accuracy(), judged);
    return Metrics.NONE
        .with(Metrics.ACCURACY, last.accuracy())
        .with(Metrics.standardError(Metrics.ACCURACY), error)
        .with(Metrics.LOSS, last.loss())
        .with(Metrics.standardError(Metrics.LOSS), last.lossError());
  }

  /** A training beyond the full one has a schedule of its own. */
  private static Recipe recipe(Recipe full, int epochs) {
    return epochs > full.epochs() ? full.withEpochs(epochs) : full;
  }

  /** Returns what is measured over classes; a checkpoint of an earlier release does not have it. */
  private static Metrics overClasses(Evaluation evaluation) {
    return Double.isNaN(evaluation.balancedAccuracy())
        ? Metrics.NONE
        : Metrics.NONE
            .with(Metrics.BALANCED_ACCURACY, evaluation.balancedAccuracy())
            .with(Metrics.MACRO_F1, evaluation.macroF1());
  }

  private void train(Cell cell, NetworkSpec spec, Recipe recipe, int epochs, Curve curve, long left)
      throws InterruptedException {
    NetworkTraining.Builder training =
        NetworkTraining.builder()
            .setNetwork(spec)
            .setRecipe(recipe)
            .optDevice(device)
            .optImageBytes(Math.min(MemoryEstimate.roomForImages(device), left))
            .optListener(curve)
            .optValidation(images.validation())
            .optLastEpoch(epochs);
    checkpoints.find(cell).ifPresent(training::optStart);
    boolean mayGoOn = epochs < recipe.epochs();
    if (mayGoOn) {
      checkpoints.prepare(cell).ifPresent(training::optEnd);
    }
    try (EngineThreads threads = EngineThreads.one()) {
      training.build().train(images.training(), seed(cell)).close();
    }
    if (mayGoOn) {
      checkpoints.trim();
    } else {
      checkpoints.remove(cell);
    }
  }

  private long seed(Cell cell) {
    return Seeds.derive(context.seed(), cell.toString());
  }

  private static long processorNanos() {
    return THREADS.isCurrentThreadCpuTimeSupported() ? THREADS.getCurrentThreadCpuTime() : 0;
  }

  private String tooLarge(long needed) {
    return String.format(
        Locale.ROOT,
        "training needs about %d MB, but a candidate may take %d MB; a smaller batch needs less",
        needed / MEGA,
        memory / MEGA);
  }

  /** Returns why an accuracy is refused; a training cut short may still be close to guessing. */
  private String chance(Recipe recipe, int epochs, double accuracy) {
    long steps = epochs * recipe.stepsPerEpoch(images.training().size());
    return recipe.refusesChance(images.training().classCounts()) && epochs == recipe.epochs()
        ? new ChanceRule(images.validation()).reason(accuracy, steps).orElse("")
        : "";
  }

  /** The evaluations after each epoch, and how many epochs were trained for them. */
  private static final class Curve implements EpochListener {

    private final List<Evaluation> evaluations = new ArrayList<>();
    private int trained;

    /** Returns the evaluation after the last epoch, which is that of the trained network. */
    Evaluation last() {
      return evaluations.get(evaluations.size() - 1);
    }

    List<Double> accuracies() {
      return evaluations.stream().map(Evaluation::accuracy).toList();
    }

    List<Double> losses() {
      return evaluations.stream().map(Evaluation::loss).toList();
    }

    @Override
    public void resumed(List<Evaluation> earlier) {
      evaluations.addAll(earlier);
    }

    @Override
    public void epochFinished(int epoch, int epochs, double loss) {
      trained++;
    }

    @Override
    public void evaluated(int epoch, int epochs, Evaluation evaluation) {
      evaluations.add(evaluation);
    }
  }

  /** Tells what a failure is; the engine tells of its memory in words only. */
  static Failure kind(Throwable failure) {
    if (failure instanceof OutOfMemoryError) {
      return Failure.OUT_OF_MEMORY;
    }
    if (failure instanceof TrainingDivergedException) {
      return Failure.NAN;
    }
    String message = String.valueOf(failure.getMessage()).toLowerCase(Locale.ROOT);
    boolean memory =
        message.contains("out of memory")
            || message.contains("can't allocate memory")
            || message.contains("not enough memory");
    return failure instanceof EngineException && memory ? Failure.OUT_OF_MEMORY : Failure.ERROR;
  }

  /** Returns the first line of what went wrong; the engine's messages hold native stack traces. */
  static String reason(Throwable failure) {
    String message = String.valueOf(failure.getMessage()).lines().findFirst().orElse("");
    return String.format(
        Locale.ROOT, "%s: %s", failure.getClass().getSimpleName(), message.strip());
  }
}
