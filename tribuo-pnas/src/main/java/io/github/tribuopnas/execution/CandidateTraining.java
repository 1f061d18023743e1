package io.github.tribuopnas.execution;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.engine.EngineException;
import ai.djl.pytorch.jni.JniUtils;
import io.github.tribuopnas.base.Seeds;
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
import io.github.tribuopnas.training.EpochListener;
import io.github.tribuopnas.training.Evaluation;
import io.github.tribuopnas.training.MemoryEstimate;
import io.github.tribuopnas.training.NetworkTraining;
import io.github.tribuopnas.training.Recipe;
import io.github.tribuopnas.training.TrainedNetwork;
import io.github.tribuopnas.training.TrainingDivergedException;
import io.github.tribuopnas.training.engine.NativeMemory;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * One trial from cell to measures, the same in whatever process it runs. The engine is told to use
 * one thread for each operation, for the whole process: sums then do not depend on how many
 * candidates train at once, and several threads do not fight for the cores.
 */
public final class CandidateTraining {

  private static final String ENGINE = "PyTorch";
  private static final double NANOS = 1e9;
  private static final long MEGA = 1_000_000;

  private final CandidateContext settings;
  private final ImageSplit images;
  private final Device device;
  private final long memory;

  /**
   * Prepares trials.
   *
   * @param settings what results depend on
   * @param images what candidates are trained and measured on
   * @param device where they are trained
   * @param memory bytes that one candidate may need
   */
  public CandidateTraining(
      CandidateContext settings, ImageSplit images, Device device, long memory) {
    this.settings = settings;
    this.images = images;
    this.device = device;
    this.memory = memory;
    Engine.getEngine(ENGINE);
    JniUtils.setNumThreads(1);
  }

  /**
   * Trains and measures a candidate. What goes wrong becomes a failed trial.
   *
   * @param proposal the candidate
   * @return the trial
   * @throws InterruptedException if the thread was interrupted
   */
  public Trial<Cell> run(Proposal<Cell> proposal) throws InterruptedException {
    long start = System.nanoTime();
    Cell cell = proposal.architecture();
    NetworkSpec spec = settings.network().withCell(cell);
    NetworkSummary summary = NetworkSummary.of(spec);
    Metrics metrics =
        Metrics.NONE
            .with(Metrics.PARAMETERS, summary.parameters())
            .with(Metrics.MULT_ADDS, summary.multAdds());
    long needed =
        MemoryEstimate.bytes(
            spec, Math.min(settings.recipe().batchSize(), images.training().size()));
    if (needed > memory) {
      return Trial.failed(
          proposal, Failure.OUT_OF_MEMORY, tooLarge(needed), metrics.with(Metrics.SECONDS, 0));
    }
    Failure failure = null;
    String reason = "";
    EpochAccuracies epochs = new EpochAccuracies();
    try (TrainedNetwork trained =
        NetworkTraining.builder()
            .setNetwork(spec)
            .setRecipe(settings.recipe())
            .optDevice(device)
            .optListener(epochs)
            .optValidation(images.validation())
            .build()
            .train(images.training(), Seeds.derive(settings.seed(), cell.toString()))) {
      double accuracy = epochs.last();
      if (Double.isNaN(accuracy)) {
        failure = Failure.NAN;
        reason = "the network's output is not a number on the validation images";
      } else {
        reason = chance(accuracy);
        failure = reason.isEmpty() ? null : Failure.ERROR;
        metrics = failure == null ? metrics.with(Metrics.ACCURACY, accuracy) : metrics;
      }
    } catch (RuntimeException | OutOfMemoryError e) {
      failure = kind(e);
      reason = reason(e);
    } finally {
      NativeMemory.trim();
    }
    metrics = metrics.with(Metrics.SECONDS, (System.nanoTime() - start) / NANOS);
    Trial<Cell> trial =
        failure == null
            ? Trial.complete(proposal, metrics)
            : Trial.failed(proposal, failure, reason, metrics);
    return trial.withRun(new TrialRun("", "", 1, epochs.accuracies));
  }

  private String tooLarge(long needed) {
    return String.format(
        Locale.ROOT,
        "training needs about %d MB, but a candidate may take %d MB; a smaller batch needs less",
        needed / MEGA,
        memory / MEGA);
  }

  private String chance(double accuracy) {
    Recipe recipe = settings.recipe();
    long steps = recipe.epochs() * recipe.stepsPerEpoch(images.training().size());
    return recipe.refusesChance()
        ? new ChanceRule(images.validation()).reason(accuracy, steps).orElse("")
        : "";
  }

  /** Keeps the accuracy after each epoch. */
  private static final class EpochAccuracies implements EpochListener {

    private final List<Double> accuracies = new ArrayList<>();

    /** Returns the accuracy after the last epoch, which is that of the trained network. */
    double last() {
      return accuracies.get(accuracies.size() - 1);
    }

    @Override
    public void epochFinished(int epoch, int epochs, double loss) {
      // The accuracy, which follows, says more.
    }

    @Override
    public void evaluated(int epoch, int epochs, Evaluation evaluation) {
      accuracies.add(evaluation.accuracy());
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
