package io.github.tribuopnas.network;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import ai.djl.training.ParameterStore;
import ai.djl.util.Pair;
import io.github.tribuopnas.base.ImageShape;
import io.github.tribuopnas.space.Cell;
import io.github.tribuopnas.space.CellSpace;
import io.github.tribuopnas.space.Concatenation;
import io.github.tribuopnas.space.Operation;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class LayerTest {

  private static final float EPSILON = 1e-5f;

  private static float[] run(Layer layer, NDManager manager, float[] input, Shape shape) {
    layer.initialize(manager, DataType.FLOAT32, shape);
    return layer
        .forward(
            new ParameterStore(manager, false), new NDList(manager.create(input, shape)), false)
        .singletonOrThrow()
        .toFloatArray();
  }

  private static float[] count(int size) {
    float[] values = new float[size];
    for (int i = 0; i < size; i++) {
      values[i] = i + 1;
    }
    return values;
  }

  @Test
  void averagePoolingLeavesOutThePadding() {
    try (NDManager manager = NDManager.newBaseManager(Device.cpu(), "PyTorch")) {
      AveragePooling pooling = new AveragePooling(new ImageShape(3, 3, 1), 3, 1);
      float[] means = run(pooling, manager, count(9), new Shape(1, 1, 3, 3));
      // Corner: (1+2+4+5)/4; edge: (1+2+3+4+5+6)/6; center: 45/9.
      assertArrayEquals(new float[] {3, 3.5f, 4, 4.5f, 5, 5.5f, 6, 6.5f, 7}, means, 1e-5f);
    }
  }

  @Test
  void averagePoolingOfStrideTwoLeavesOutThePadding() {
    try (NDManager manager = NDManager.newBaseManager(Device.cpu(), "PyTorch")) {
      AveragePooling pooling = new AveragePooling(new ImageShape(4, 4, 1), 3, 2);
      float[] means = run(pooling, manager, count(16), new Shape(1, 1, 4, 4));
      // Centers (0,0), (0,2), (2,0), (2,2): (1+2+5+6)/4, (2+3+4+6+7+8)/6, ...
      assertArrayEquals(new float[] {3.5f, 5, 9.5f, 11}, means, 1e-5f);
    }
  }

  @Test
  void maxPoolingIgnoresThePadding() {
    try (NDManager manager = NDManager.newBaseManager(Device.cpu(), "PyTorch")) {
      MaxPooling pooling = new MaxPooling(new ImageShape(2, 2, 1), 3, 1);
      float[] negative = {-4, -3, -2, -1};
      assertArrayEquals(
          new float[] {-1, -1, -1, -1}, run(pooling, manager, negative, new Shape(1, 1, 2, 2)));
    }
  }

  @Test
  void factorizedReductionReadsEvenPixelsAndThoseBeyondThem() {
    try (NDManager manager = NDManager.newBaseManager(Device.cpu(), "PyTorch")) {
      FactorizedReduction reduction = new FactorizedReduction(new ImageShape(3, 3, 1), 2, EPSILON);
      for (Pair<String, Parameter> pair : reduction.getParameters()) {
        if (pair.getValue().getType() == Parameter.Type.WEIGHT) {
          pair.getValue().setInitializer((m, shape, type) -> m.ones(shape));
        }
      }
      float[] reduced = run(reduction, manager, count(9), new Shape(1, 1, 3, 3));
      // Even pixels 1 3 7 9; one further down and right 5 and, beyond the border, zeros.
      assertArrayEquals(new float[] {1, 3, 7, 9, 5, 0, 0, 0}, reduced, 1e-3f);
    }
  }

  @Test
  void oddFiltersAreHalvedWithTheLargerHalfSecond() {
    FactorizedReduction reduction = new FactorizedReduction(new ImageShape(8, 8, 4), 27, EPSILON);
    assertEquals(new Shape(13, 4, 1, 1), reduction.getParameters().get("weight0").getShape());
    assertEquals(new Shape(14, 4, 1, 1), reduction.getParameters().get("weight1").getShape());
    assertEquals(new ImageShape(4, 4, 27), reduction.output());
  }

  @Test
  void identityIsFreeUnlessItMustChangeItsInput() {
    ImageShape input = new ImageShape(8, 8, 16);
    assertInstanceOf(Identity.class, OperationLayers.of(Operation.IDENTITY, input, 16, 1, EPSILON));
    Layer strided = OperationLayers.of(Operation.IDENTITY, input, 16, 2, EPSILON);
    assertEquals(new ImageShape(4, 4, 16), strided.output());
    assertEquals(new Shape(16, 16, 1, 1), strided.getParameters().get("weight0").getShape());
  }

  /**
   * By hand: 6 channels of 8x8 pixels become 24 of as many, then of 4x4, then 5; the expansion is
   * not strided, since it would skip pixels that nothing has read.
   */
  @Test
  void anInvertedBottleneckIsStridedWhereItReadsNeighbors() {
    Layer layer =
        OperationLayers.of(
            Operation.INVERTED_BOTTLENECK_3X3, new ImageShape(8, 8, 6), 5, 2, EPSILON);
    assertEquals(new ImageShape(4, 4, 5), layer.output());
    assertEquals(6 * 24 * 64 + 9 * 24 * 16 + 24 * 5 * 16, layer.cost().multAdds());
    assertEquals(24 * 64 + 24 * 16 + 5 * 16, layer.cost().activations());
  }

  /**
   * By hand, of 2 blocks of 4 filters on 8x8 pixels that the stem made of one channel: its
   * convolution and normalization; the rectified input, which both sides read; a max pooling with
   * its places and an average with its correction; their sum and its half; block 1 rectified, the
   * two convolutions and normalizations of two separable ones between ReLUs, and the sum; both
   * blocks joined.
   */
  @Test
  void whatATrainingStepHoldsIsCountedArrayByArray() {
    NetworkSpec spec =
        Setting.PROXY
            .of(Cell.parse("p:max3x3+p:avg3x3,1:identity+1:sep3x3"))
            .optRepeats(1)
            .optFilters(4)
            .optStemMultiplier(1)
            .optLayout(Layout.DIRECT)
            .optImage(new ImageShape(8, 8, 1))
            .build();
    CellNetwork network = new CellNetwork(spec);
    long array = 4 * 64;
    assertEquals(2 * array, network.parts().get(0).cost().held());
    long first = 1 + 3 + 2 + 2;
    long second = 1 + 3 + 1 + 3 + 1;
    assertEquals((first + second + 2) * array, network.parts().get(1).cost().held());
  }

  @Test
  void everyOperationHasTheOutputItPromisesAtBothStrides() {
    try (NDManager manager = NDManager.newBaseManager(Device.cpu(), "PyTorch")) {
      for (Operation operation : Operation.values()) {
        for (int stride = 1; stride <= 2; stride++) {
          Layer layer = OperationLayers.of(operation, new ImageShape(9, 8, 6), 5, stride, EPSILON);
          assertEquals(new ImageShape(stride == 1 ? 9 : 5, 8 / stride, 5), layer.output());
          Shape shape = new Shape(2, 6, 9, 8);
          layer.initialize(manager, DataType.FLOAT32, shape);
          NDArray y =
              layer
                  .forward(
                      new ParameterStore(manager, false), new NDList(manager.ones(shape)), false)
                  .singletonOrThrow();
          assertEquals(Layer.batchOf(2, layer.output()), y.getShape(), operation.text());
        }
      }
    }
  }

  @Test
  void summariesTellTheArraysThatNetworksHoldAndPutOut() {
    CellSpace space = CellSpace.builder().setBlocks(5).build();
    SplittableRandom random = new SplittableRandom(11);
    for (int i = 0; i < 14; i++) {
      Cell cell = space.random(1 + i % 5, random);
      Setting setting = i % 2 == 0 ? Setting.CIFAR : Setting.IMAGENET_MOBILE;
      NetworkSpec spec =
          setting
              .of(cell)
              .optConcatenation(i % 3 == 0 ? Concatenation.UNUSED : Concatenation.ALL)
              .optRepeats(1 + i % 2)
              .optFilters(8 + i)
              .optImage(new ImageShape(19 + i, 20, 1 + 2 * (i % 2)))
              .build();
      try (NDManager manager = NDManager.newBaseManager(Device.cpu(), "PyTorch")) {
        CellNetwork network = new CellNetwork(spec);
        Weights.initialize(network, manager, i);
        NetworkSummary summary = NetworkSummary.of(spec);
        assertEquals(elements(network, true), summary.parameters(), cell.toString());
        assertEquals(
            elements(network, true) + elements(network, false), summary.parametersWithStatistics());
        assertPartsPutOutTheirShapes(network, summary, manager);
      }
    }
  }

  private static long elements(CellNetwork network, boolean trainable) {
    return network.getParameters().values().stream()
        .filter(parameter -> parameter.getType() != Parameter.Type.OTHER)
        .filter(parameter -> parameter.requiresGradient() == trainable)
        .mapToLong(parameter -> parameter.getArray().size())
        .sum();
  }

  private static void assertPartsPutOutTheirShapes(
      CellNetwork network, NetworkSummary summary, NDManager manager) {
    ParameterStore parameters = new ParameterStore(manager, false);
    NDArray image = manager.ones(Layer.batchOf(2, network.spec().image()));
    NDArray beforePrevious = null;
    NDArray previous = image;
    for (int i = 0; i < network.parts().size(); i++) {
      NetworkPart part = network.parts().get(i);
      ImageShape told = summary.parts().get(i).output();
      NDList inputs =
          part.block() instanceof CellBlock
              ? new NDList(beforePrevious, previous)
              : new NDList(previous);
      NDArray output = part.block().forward(parameters, inputs, false).singletonOrThrow();
      Shape expected =
          part.name().equals("head") ? new Shape(2, told.channels()) : Layer.batchOf(2, told);
      assertEquals(expected, output.getShape(), network.spec().cell() + " at " + part.name());
      beforePrevious = i == 0 ? output : previous;
      previous = output;
    }
  }
}
