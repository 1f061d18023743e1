package io.github.tribuopnas.training.loop;

import static io.github.tribuopnas.training.engine.Scalars.div;
import static io.github.tribuopnas.training.engine.Scalars.maximum;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.github.tribuopnas.image.ChannelNormalization;
import io.github.tribuopnas.image.PackedImages;
import io.github.tribuopnas.network.DropNoise;
import io.github.tribuopnas.network.NetworkSpec;
import io.github.tribuopnas.network.Noise;
import io.github.tribuopnas.training.Recipe;
import io.github.tribuopnas.training.augment.Augmenter;
import io.github.tribuopnas.training.augment.Displacement;
import io.github.tribuopnas.training.augment.Mixup;
import io.github.tribuopnas.training.engine.GradientMode;
import io.github.tribuopnas.training.engine.NnPack;
import io.github.tribuopnas.training.engine.OneDnn;
import io.github.tribuopnas.training.engine.Precision;
import io.github.tribuopnas.training.optimizer.OptimizerStep;
import io.github.tribuopnas.training.trained.BatchFeed;
import io.github.tribuopnas.training.trained.Evaluation;
import io.github.tribuopnas.training.trained.TrainedNetwork;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A network in training. Everything that the next epoch depends on can be saved to a file and
 * restored.
 */
final class TrainingRun implements AutoCloseable {

  private static final String ENGINE = "PyTorch";

  private final NetworkSpec spec;
  private final Recipe recipe;
  private final PackedImages images;
  private final long seed;
  private final ChannelNormalization normalization;
  private final RandomStreams streams;
  private final int batchSize;
  private final int stepsPerEpoch;
  private final long steps;
  private final int[] order;
  private final BatchSource batches;
  private final EpochOrder epochOrder;

  private final NDManager manager;
  private final NDManager own;
  private final Replicas replicas;
  private final ParameterVector vector;
  private final List<NDArray> state = new ArrayList<>();
  private final @Nullable WeightAverage average;
  private final List<Evaluation> evaluations = new ArrayList<>();
  private Course course;
  private int epoch;

  /**
   * Prepares a training.
   *
   * @param spec the network
   * @param recipe how it is trained
   * @param images what it learns from
   * @param place where
   * @param seed of its random choices
   */
  TrainingRun(
      NetworkSpec spec, Recipe recipe, PackedImages images, TrainingPlace place, long seed) {
    this.spec = spec;
    this.recipe = recipe;
    course = Course.of(recipe);
    Precision precision = recipe.precision().on(place.first());
    this.images = images;
    this.seed = seed;
    normalization = ChannelNormalization.of(images);
    streams = new RandomStreams(seed);
    batchSize = Math.min(recipe.batchSize(), images.size());
    stepsPerEpoch = (int) recipe.stepsPerEpoch(images.size());
    steps = (long) stepsPerEpoch * recipe.epochs();
    order = IntStream.range(0, images.size()).toArray();
    int[] counts = images.classCounts();
    epochOrder = new EpochOrder(images, recipe.balance().decided(counts));
    manager = NDManager.newBaseManager(place.first(), ENGINE);
    OneDnn.verify();
    precision.prepare(place.first());
    NnPack.leaveOutIfAsked();
    try (GradientMode mode = GradientMode.off()) {
      own = manager.newSubManager();
      double[] offsets = recipe.balance().offsets(Arrays.copyOf(counts, spec.classes()));
      List<Replica> all = new ArrayList<>();
      for (int i = 0; i < place.replicas(batchSize); i++) {
        NDManager owner = i == 0 ? own : own.newSubManager(place.of(i));
        NDManager holder = i == 0 ? manager : owner;
        all.add(new Replica(spec, recipe, offsets, precision, streams, holder, owner));
      }
      batches = batches(place);
      replicas = new Replicas(all);
      vector = replicas.first().vector();
      for (float initial : recipe.optimizer().initialState()) {
        state.add(own.full(vector.weights().getShape(), initial));
      }
      average =
          recipe.averageDecay() > 0
              ? new WeightAverage(vector.values(), recipe.averageDecay(), own)
              : null;
    } catch (RuntimeException | Error e) {
      manager.close();
      throw e;
    }
  }

  private BatchSource batches(TrainingPlace place) {
    SoftLabels labels =
        new SoftLabels(
            images, spec.classes(), recipe.labelSmoothing(), recipe.balance(), batchSize);
    return Displacement.all(recipe.augmentations())
        .filter(all -> images.areBytes() && ResidentBatches.bytes(images) <= place.imageBytes())
        .<BatchSource>map(
            all ->
                new ResidentBatches(
                    images,
                    normalization,
                    labels,
                    all,
                    streams.augmentation(),
                    batchSize,
                    ResidentBatches.PIECE,
                    own))
        .orElseGet(
            () ->
                new HostBatches(
                    new BatchFeed(images, normalization, batchSize),
                    new Augmenter(
                        recipe.augmentations(), images, normalization, streams.augmentation()),
                    labels,
                    batchSize));
  }

  /** Follows another course from here on, which agrees with the one so far. */
  void follow(Course other) {
    course = other;
  }

  /** Returns the course that is followed. */
  Course course() {
    return course;
  }

  /** Returns how many epochs are done. */
  int epoch() {
    return epoch;
  }

  /** Returns how many steps are done. */
  long step() {
    return (long) epoch * stepsPerEpoch;
  }

  /**
   * Trains one epoch.
   *
   * @return the mean cross-entropy of its steps
   */
  double trainEpoch() throws InterruptedException {
    epochOrder.next(order, streams.order());
    try (NDManager ofEpoch = own.newSubManager()) {
      batches.begin(order, ofEpoch);
      NDArray total = ofEpoch.zeros(new Shape());
      for (int i = 0; i < stepsPerEpoch; i++) {
        if (Thread.interrupted()) {
          throw new InterruptedException("training was interrupted in epoch " + (epoch + 1));
        }
        try (NDManager ofStep = ofEpoch.newSubManager()) {
          train(i, total, ofStep);
        }
      }
      epoch++;
      return total.getFloat() / stepsPerEpoch;
    }
  }

  /** Computes what the loss is without asking for it, which would make a GPU wait. */
  private void train(int number, NDArray total, NDManager ofStep) {
    long step = step() + number;
    NDArray images = batches.images(number, ofStep);
    NDArray targets = batches.targets(number, ofStep);
    try (GradientMode mode = GradientMode.off()) {
      Mixup mixup = Mixup.draw(recipe.mixup(), streams.mixing(step));
      NDArray gradient =
          replicas.gradient(
              mixup.of(images), mixup.of(targets), replica -> noise(step, replica), total, ofStep);
      if (recipe.clipNorm() > 0) {
        clip(gradient, recipe.clipNorm());
      }
      recipe.optimizer().step(update(step, gradient));
      replicas.align();
      if (average != null) {
        average.update(vector.values(), step);
      }
    }
  }

  private Noise noise(long step, int replica) {
    return recipe.dropPath() == 0 && recipe.dropout() == 0
        ? Noise.NONE
        : new DropNoise(
            streams.noise(step, replica),
            recipe.dropPath() * course.ofRecipe(step, stepsPerEpoch) / steps,
            recipe.dropout());
  }

  /** Scales a gradient that is longer than the limit down to it. */
  static void clip(NDArray gradient, double limit) {
    float longest = (float) limit;
    // g * c / max(|g|, c), without waiting for the norm to be known in Java.
    try (NDArray norm = gradient.norm();
        NDArray divisor = maximum(norm, longest);
        NDArray relative = div(divisor, longest)) {
      gradient.divi(relative);
    }
  }

  private OptimizerStep update(long step, NDArray gradient) {
    return new OptimizerStep(
        vector.weights(),
        gradient,
        state,
        recipe.weightDecay(),
        vector.decayed(),
        vector.matrices(),
        step,
        learningRate(step),
        learningRate(Math.max(0, step - 1)),
        replicas::run);
  }

  private double learningRate(long step) {
    return recipe.learningRate(course.ofRecipe(step, stepsPerEpoch), steps, stepsPerEpoch);
  }

  /** Returns the evaluations so far, including those before a checkpoint. */
  List<Evaluation> evaluations() {
    return List.copyOf(evaluations);
  }

  /** Evaluates the network that the run would give if it ended now. */
  Evaluation evaluate(PackedImages validation) {
    Evaluation evaluation =
        average == null ? trained().evaluate(validation) : averaged(average, validation);
    evaluations.add(evaluation);
    return evaluation;
  }

  private Evaluation averaged(WeightAverage weights, PackedImages validation) {
    try (GradientMode mode = GradientMode.off();
        NDArray kept = vector.values().duplicate()) {
      vector.copy(weights.average());
      Evaluation evaluation = trained().evaluate(validation);
      vector.copy(kept);
      return evaluation;
    }
  }

  private TrainedNetwork trained() {
    return new TrainedNetwork(replicas.first().network(), normalization, manager);
  }

  /** Ends the run: the network outlives it, everything else is freed. */
  TrainedNetwork finish() {
    if (average != null) {
      try (GradientMode mode = GradientMode.off()) {
        vector.copy(average.average());
      }
    }
    replicas.close();
    own.close();
    return trained();
  }

  /** Saves everything that the next epoch depends on. */
  void save(CheckpointFile file) throws IOException {
    try (GradientMode mode = GradientMode.off()) {
      file.write(progress(), vectors());
    }
  }

  /**
   * Continues from a checkpoint. After an exception the run must not be used.
   *
   * @param lastEpoch the last epoch of the run
   * @throws IllegalArgumentException if it is of another run, or was taken after the last epoch
   */
  void restore(CheckpointFile file, int lastEpoch) throws IOException {
    Checkpoint checkpoint;
    try (GradientMode mode = GradientMode.off()) {
      checkpoint = file.read(progress(), vectors());
      replicas.share();
    }
    if (checkpoint.epoch() > lastEpoch) {
      throw new IllegalArgumentException(
          "the checkpoint was taken after epoch "
              + checkpoint.epoch()
              + ", but this training ends after epoch "
              + lastEpoch
              + "; train as far as that, or into another directory");
    }
    System.arraycopy(checkpoint.order(), 0, order, 0, order.length);
    streams.skipTo(checkpoint.draws());
    epoch = checkpoint.epoch();
    evaluations.addAll(checkpoint.evaluations());
  }

  private Checkpoint progress() {
    return new Checkpoint(identity(), epoch, streams.draws(), order, evaluations);
  }

  private List<NDArray> vectors() {
    List<NDArray> vectors = new ArrayList<>();
    vectors.add(vector.values());
    vectors.addAll(state);
    if (average != null) {
      vectors.add(average.average());
    }
    return vectors;
  }

  /** Returns, line by line, what must be the same for a run to be the same. */
  private String identity() {
    return String.join(
        "\n",
        spec.toString(),
        recipe.toString(),
        "seed " + seed,
        images.toString(),
        "means " + Arrays.toString(normalization.means()),
        "deviations " + Arrays.toString(normalization.deviations()) + replicas.identity());
  }

  @Override
  public void close() {
    replicas.close();
    manager.close();
  }
}
