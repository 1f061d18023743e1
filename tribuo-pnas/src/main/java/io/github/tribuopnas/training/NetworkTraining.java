package io.github.tribuopnas.training;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import io.github.tribuopnas.data.Normalization;
import io.github.tribuopnas.data.PackedImages;
import io.github.tribuopnas.network.CellNetwork;
import io.github.tribuopnas.network.NetworkSpec;
import io.github.tribuopnas.network.Weights;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Trains one network from its first weights to its last step. The result depends on the arguments
 * alone: all random choices come from the seed, and the engine runs on one thread.
 */
public final class NetworkTraining {

  private static final String ENGINE = "PyTorch";

  private final NetworkSpec spec;
  private final Recipe recipe;
  private final EpochListener listener;

  /**
   * Prepares training.
   *
   * @param spec the network
   * @param recipe how to train it
   * @param listener hears of each epoch
   */
  public NetworkTraining(NetworkSpec spec, Recipe recipe, EpochListener listener) {
    this.spec = spec;
    this.recipe = recipe;
    this.listener = listener;
  }

  /**
   * Trains the network.
   *
   * @param images the training images, of the network's size, two at least
   * @param seed where weights and the order of images come from
   * @return the trained network, to be closed by the caller
   * @throws TrainingDivergedException if the loss became infinite or not a number
   * @throws InterruptedException if the thread was interrupted
   */
  public TrainedNetwork train(PackedImages images, long seed) throws InterruptedException {
    CellNetwork network = new CellNetwork(spec);
    Normalization normalization = Normalization.of(images);
    SplittableRandom random = new SplittableRandom(seed);
    NDManager manager = NDManager.newBaseManager(Device.cpu(), ENGINE);
    try {
      Weights.initialize(network, manager, random.nextLong());
      try (NDManager run = manager.newSubManager()) {
        train(network, images, normalization, random, run);
      }
      return new TrainedNetwork(network, normalization, manager);
    } catch (InterruptedException | RuntimeException | Error e) {
      manager.close();
      throw e;
    }
  }

  private void train(
      CellNetwork network,
      PackedImages images,
      Normalization normalization,
      SplittableRandom random,
      NDManager run)
      throws InterruptedException {
    int batchSize = Math.min(recipe.batchSize(), images.size());
    int stepsPerEpoch = images.size() / batchSize;
    long steps = (long) stepsPerEpoch * recipe.epochs();
    MomentumOptimizer optimizer =
        new MomentumOptimizer(
            network.getParameters().values(), run, recipe.momentum(), recipe.weightDecay());
    DirectParameters parameters = new DirectParameters(run);
    BatchFeed feed = new BatchFeed(images, normalization, batchSize);
    Targets targets = new Targets(images, spec.classes(), batchSize);
    RandomCrop crop = new RandomCrop(recipe.cropPadding(), images, normalization, random.split());
    int[] order = IntStream.range(0, images.size()).toArray();
    PtNDArray one = (PtNDArray) run.ones(new Shape());
    long step = 0;
    for (int epoch = 1; epoch <= recipe.epochs(); epoch++) {
      shuffle(order, random);
      try (NDManager ofEpoch = run.newSubManager()) {
        NDArray total = ofEpoch.zeros(new Shape());
        for (int i = 0; i < stepsPerEpoch; i++) {
          if (Thread.interrupted()) {
            throw new InterruptedException("training was interrupted in epoch " + epoch);
          }
          try (NDManager ofStep = ofEpoch.newSubManager()) {
            NDArray batch = feed.batch(order, i * batchSize, batchSize, crop, ofStep);
            NDArray target = targets.batch(order, i * batchSize, batchSize, ofStep);
            NDArray loss;
            try (GradientMode mode = GradientMode.on()) {
              loss = network.apply(parameters, batch, true).logSoftmax(1).mul(target).sum();
              JniUtils.backward((PtNDArray) loss, one, false, false);
            }
            try (GradientMode mode = GradientMode.off()) {
              total.addi(loss);
              optimizer.step(recipe.learningRate(step++, steps));
            }
          }
        }
        double mean = total.getFloat() / stepsPerEpoch;
        if (!Double.isFinite(mean)) {
          throw new TrainingDivergedException(mean, epoch);
        }
        listener.epochFinished(epoch, recipe.epochs(), mean);
      }
    }
  }

  private static void shuffle(int[] order, SplittableRandom random) {
    for (int i = order.length - 1; i > 0; i--) {
      int j = random.nextInt(i + 1);
      int swapped = order[i];
      order[i] = order[j];
      order[j] = swapped;
    }
  }
}
