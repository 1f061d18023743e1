package io.github.tribuopnas.benchmarks.network;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.jni.JniUtils;
import ai.djl.training.ParameterStore;
import io.github.tribuopnas.base.ImageShape;
import io.github.tribuopnas.benchmarks.speed.JavaTraining;
import io.github.tribuopnas.benchmarks.speed.RandomImages;
import io.github.tribuopnas.benchmarks.speed.SpeedCase;
import io.github.tribuopnas.image.PackedImages;
import io.github.tribuopnas.network.CellNetwork;
import io.github.tribuopnas.network.Weights;
import io.github.tribuopnas.space.KnownCells;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * A candidate with the cell of PNASNet-5, N=1, on images of 32x32x3 and one thread: built, run, and
 * trained, beside the time that its convolutions alone would take.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 2, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class NetworkBenchmark {

  private static final ImageShape IMAGE = new ImageShape(32, 32, 3);
  private static final int CLASSES = 10;
  private static final int STEPS = 2;

  /** F, channels of a block in the first group. */
  @Param({"8", "24"})
  public int filters;

  /** Images in a batch. */
  @Param({"32", "128"})
  public int batch;

  private NDManager manager;
  private CellNetwork network;
  private ParameterStore parameters;
  private NDArray images;
  private RawConvolutions convolutions;
  private JavaTraining training;

  /** Builds a network to run and its convolutions. */
  @Setup
  public void build() {
    manager = NDManager.newBaseManager(Device.cpu(), "PyTorch");
    // Without it, every forward pass would also build the graph of a backward pass.
    JniUtils.setGradMode(false);
    network = newNetwork(manager);
    parameters = new ParameterStore(manager, false);
    images =
        manager
            .randomUniform(-1, 1, new Shape(batch, IMAGE.height(), IMAGE.width(), IMAGE.channels()))
            .transpose(0, 3, 1, 2);
    convolutions = new RawConvolutions(network, batch, manager);
    // Two images at least, as batch normalization needs.
    int size = Math.max(2, batch);
    PackedImages packed = RandomImages.draw(STEPS * size, IMAGE, CLASSES, 1);
    training = new JavaTraining(timed(size), packed, List.of());
  }

  private SpeedCase timed(int size) {
    return new SpeedCase(KnownCells.find("pnasnet5"), filters, IMAGE, size);
  }

  private CellNetwork newNetwork(NDManager owner) {
    CellNetwork built = new CellNetwork(timed(batch).network());
    Weights.initialize(built, owner, 1);
    return built;
  }

  /** Frees everything. */
  @TearDown
  public void close() {
    manager.close();
  }

  /**
   * Builds a network and gives it its weights.
   *
   * @return how many arrays of weights it has
   */
  @Benchmark
  public int buildAndInitialize() {
    try (NDManager own = manager.newSubManager()) {
      return newNetwork(own).getParameters().size();
    }
  }

  /**
   * Runs a batch as in evaluation.
   *
   * @return a logit
   */
  @Benchmark
  public float forward() {
    try (NDManager own = manager.newSubManager()) {
      // What comes of an array lives as long as its manager: the images' lives through the trial.
      NDArray batchOfCall = images.transpose(0, 1, 2, 3);
      batchOfCall.attach(own);
      return network.apply(parameters, batchOfCall, false).getFloat(0, 0);
    }
  }

  /**
   * A step of training: batch, forward, backward, update. Its own clock is the score, since a
   * training also builds its network and has a first epoch that warms up.
   *
   * @param clock takes the time of a step
   * @return seconds of a step
   * @throws InterruptedException if the thread was interrupted
   */
  @Benchmark
  public double trainingStep(StepClock clock) throws InterruptedException {
    double seconds = training.train(1).seconds() / STEPS;
    clock.millisecondsOfAStep = seconds * 1e3;
    return seconds;
  }

  /**
   * The network's convolutions, forward and backward, one after the other, each on an input of its
   * own: no step can be faster unless it runs them in another way.
   *
   * @return something of the last
   */
  @Benchmark
  public float rawConvolutions() {
    return convolutions.run();
  }
}
