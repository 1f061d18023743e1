package io.github.tribuopnas.training.loop;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import io.github.tribuopnas.image.ChannelNormalization;
import io.github.tribuopnas.network.Noise;
import io.github.tribuopnas.training.ClassBalance;
import io.github.tribuopnas.training.Recipe;
import io.github.tribuopnas.training.engine.EngineThreads;
import io.github.tribuopnas.training.engine.GradientMode;
import io.github.tribuopnas.training.engine.Precision;
import io.github.tribuopnas.training.trained.BatchFeed;
import io.github.tribuopnas.training.trained.TrainedNetwork;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Several threads that train one network. */
class ReplicasTest {

  private static final Recipe RECIPE = SmallTraining.recipe("muon(0.9,0.5)").build();

  /** The engine leaves its gradient mode otherwise on the thread that starts it than on others. */
  @BeforeAll
  static void startEngine() {
    EngineThreads.one().close();
  }

  private static List<Replica> replicas(int number, NDManager manager) {
    List<Replica> replicas = new ArrayList<>();
    for (int i = 0; i < number; i++) {
      replicas.add(replica(RECIPE, new double[10], manager));
    }
    return replicas;
  }

  private static Replica replica(Recipe recipe, double[] offsets, NDManager manager) {
    return new Replica(
        SmallTraining.SPEC,
        recipe,
        offsets,
        Precision.FLOAT32,
        new RandomStreams(1),
        manager,
        manager);
  }

  private static NDArray target(int[] order, NDManager manager) {
    return new SoftLabels(SmallTraining.TRAIN, 10, 0.1, ClassBalance.NONE, order.length)
        .batch(order, 0, order.length, manager);
  }

  /** What the loss adds to the logits might as well be in the biases of the classifier. */
  @Test
  void anOffsetOfALogitIsOneOfItsBias() {
    try (NDManager manager = NDManager.newBaseManager(Device.cpu(), "PyTorch");
        GradientMode mode = GradientMode.off()) {
      double[] offsets = ClassBalance.LOGIT_ADJUSTMENT.offsets(SmallTraining.TRAIN.classCounts());
      offsets[3] -= 2;
      Recipe plain = RECIPE.toBuilder().optAuxiliaryWeight(0).build();
      Replica adjusted = replica(plain, offsets, manager);
      Replica biased = replica(plain, new double[10], manager);
      NDArray bias =
          biased.network().getParameters().values().stream()
              .map(Parameter::getArray)
              .filter(array -> array.getShape().equals(new Shape(10)))
              .reduce((one, other) -> other)
              .orElseThrow();
      bias.addi(manager.create(offsets).toType(DataType.FLOAT32, false));
      int[] order = IntStream.range(0, 16).toArray();
      ChannelNormalization normalization = ChannelNormalization.of(SmallTraining.TRAIN);
      NDArray batch =
          new BatchFeed(SmallTraining.TRAIN, normalization, 16).batch(order, 0, 16, manager);
      NDArray target = target(order, manager);
      float without =
          replica(plain, new double[10], manager).backward(batch, target, Noise.NONE).getFloat();
      float expected = biased.backward(batch, target, Noise.NONE).getFloat();
      assertEquals(expected, adjusted.backward(batch, target, Noise.NONE).getFloat(), 1e-5);
      assertTrue(Math.abs(expected - without) > 0.01, expected + " and without offsets " + without);
      assertArrayEquals(
          biased.vector().gradient(manager).toFloatArray(),
          adjusted.vector().gradient(manager).toFloatArray(),
          1e-5f);
    }
  }

  /** Of a batch whose halves are equal, each half has the statistics and the gradient of both. */
  @Test
  void theSumOverTheirPartsIsTheGradientOfTheBatch() {
    try (NDManager manager = NDManager.newBaseManager(Device.cpu(), "PyTorch");
        EngineThreads threads = EngineThreads.one();
        GradientMode mode = GradientMode.off();
        Replicas two = new Replicas(replicas(2, manager));
        Replicas one = new Replicas(replicas(1, manager))) {
      int[] order = IntStream.concat(IntStream.range(0, 8), IntStream.range(0, 8)).toArray();
      ChannelNormalization normalization = ChannelNormalization.of(SmallTraining.TRAIN);
      NDArray batch =
          new BatchFeed(SmallTraining.TRAIN, normalization, 16).batch(order, 0, 16, manager);
      NDArray target = target(order, manager);
      NDArray lossOfTwo = manager.zeros(new Shape());
      NDArray lossOfOne = manager.zeros(new Shape());
      float[] expected =
          one.gradient(batch, target, replica -> Noise.NONE, lossOfOne, manager).toFloatArray();
      float[] actual =
          two.gradient(batch, target, replica -> Noise.NONE, lossOfTwo, manager).toFloatArray();
      assertArrayEquals(expected, actual, 1e-5f);
      assertTrue(IntStream.range(0, expected.length).anyMatch(i -> Math.abs(expected[i]) > 1e-2));
      assertEquals(lossOfOne.getFloat(), lossOfTwo.getFloat(), 1e-5);
    }
  }

  @Test
  void statisticsAreTheMeanOfTheirParts() {
    try (NDManager manager = NDManager.newBaseManager(Device.cpu(), "PyTorch");
        GradientMode mode = GradientMode.off();
        Replicas two = new Replicas(replicas(2, manager))) {
      ParameterVector first = two.first().vector();
      long weights = first.weights().size();
      assertTrue(first.values().size() > weights, "there are statistics");
      NDIndex statistics = new NDIndex().addSliceDim(weights, first.values().size());
      List<Replica> all = replicas(2, manager);
      all.get(0).vector().values().set(statistics, 1);
      all.get(1).vector().values().set(statistics, 4);
      all.get(1).vector().weights().muli(2);
      all.forEach(
          replica -> {
            NDArray batch = manager.ones(new Shape(8, 1, 8, 8));
            NDArray target = manager.zeros(new Shape(8, 10));
            NDArray kept = replica.vector().values().duplicate();
            replica.backward(batch, target, Noise.NONE);
            replica.vector().gradient(manager);
            replica.vector().copy(kept);
          });
      float[] before = all.get(0).vector().weights().toFloatArray();
      try (Replicas joined = new Replicas(all)) {
        joined.align();
      }
      for (Replica replica : all) {
        assertArrayEquals(before, replica.vector().weights().toFloatArray());
        for (float value : replica.vector().values().get(statistics).toFloatArray()) {
          assertEquals(2.5f, value);
        }
      }
    }
  }

  /** Made up of the only one that is there: what goes from one to the other is not copied. */
  private static final List<Device> TWO = List.of(Device.cpu(), Device.of("cpu", 0));

  private static float[][] train(NetworkTraining.Builder builder, int threads)
      throws InterruptedException {
    try (TrainedNetwork network =
        builder
            .setNetwork(SmallTraining.SPEC)
            .setRecipe(RECIPE)
            .optThreads(threads)
            .build()
            .train(SmallTraining.TRAIN, 3)) {
      float[][] pixels = new float[5][64];
      for (int i = 0; i < pixels.length; i++) {
        SmallTraining.TEST.copyRaw(i, pixels[i]);
      }
      return network.probabilities(pixels);
    }
  }

  @Test
  void repeatAndGoOnBitForBit(@TempDir Path directory) throws Exception {
    float[][] whole = train(NetworkTraining.builder(), 2);
    assertArrayEquals(whole, train(NetworkTraining.builder(), 2));
    CheckpointFile file = new CheckpointFile(directory.resolve("half"));
    train(NetworkTraining.builder().optLastEpoch(2).optCheckpoints(file, 1), 2);
    assertArrayEquals(whole, train(NetworkTraining.builder().optCheckpoints(file, 1), 2));
    assertFalse(Arrays.deepEquals(whole, train(NetworkTraining.builder(), 1)));
    assertThrows(
        IllegalArgumentException.class,
        () -> train(NetworkTraining.builder().optCheckpoints(file, 1), 1),
        "a checkpoint of two threads is not one of one");
  }

  @Test
  void devicesThatShareANetworkGiveTheOneOfAsManyThreads(@TempDir Path directory) throws Exception {
    float[][] threads = train(NetworkTraining.builder(), 2);
    assertArrayEquals(threads, train(NetworkTraining.builder().optDevices(TWO), 2));
    CheckpointFile file = new CheckpointFile(directory.resolve("half"));
    train(NetworkTraining.builder().optDevices(TWO).optLastEpoch(2).optCheckpoints(file, 1), 2);
    assertArrayEquals(
        threads,
        train(NetworkTraining.builder().optCheckpoints(file, 1), 2),
        "two on one device go on where two devices stopped");
    assertArrayEquals(
        train(NetworkTraining.builder().optDevices(TWO), 1),
        train(NetworkTraining.builder(), 1),
        "one trains on the first");
  }

  @Test
  void everyReplicaComputesOnItsDevice() {
    TrainingPlace place = new TrainingPlace(TWO, 3, 0);
    assertEquals(3, place.replicas(64));
    assertEquals(
        List.of(TWO.get(0), TWO.get(1), TWO.get(0)),
        IntStream.range(0, 3).mapToObj(place::of).toList());
    assertEquals(1, new TrainingPlace(TWO, 1, 0).replicas(64));
  }

  /** Stands for an array of a GPU: what is brought from there is a copy. */
  private static NDArray elsewhere(NDArray copy) {
    return (NDArray)
        Proxy.newProxyInstance(
            NDArray.class.getClassLoader(),
            new Class<?>[] {NDArray.class},
            (proxy, method, arguments) -> {
              assertEquals("toDevice", method.getName());
              return copy;
            });
  }

  @Test
  void whatIsBroughtIsFreedUnlessItWasThere() {
    try (NDManager manager = NDManager.newBaseManager(Device.cpu(), "PyTorch")) {
      NDArray here = manager.ones(new Shape(3));
      Brought.to(Device.cpu(), here).close();
      assertArrayEquals(new float[] {1, 1, 1}, here.toFloatArray());
      Brought copied = Brought.to(Device.cpu(), elsewhere(here));
      assertArrayEquals(new float[] {1, 1, 1}, copied.array().toFloatArray());
      copied.close();
      assertThrows(IllegalStateException.class, here::toFloatArray);
    }
  }

  @Test
  void smallBatchesAreNotDivided() {
    assertEquals(1, Replicas.number(4, 15));
    assertEquals(2, Replicas.number(4, 16));
    assertEquals(4, Replicas.number(4, 64));
  }

  @Test
  void aFailureOfAnyThreadIsTold() {
    try (ReplicaThreads threads = new ReplicaThreads(3)) {
      List<Runnable> tasks = new ArrayList<>();
      for (int i = 0; i < 6; i++) {
        int number = i;
        tasks.add(
            () -> {
              if (number == 4) {
                throw new IllegalStateException("task 4");
              }
            });
      }
      assertEquals(
          "task 4",
          assertThrows(IllegalStateException.class, () -> threads.run(tasks)).getMessage());
    }
  }
}
