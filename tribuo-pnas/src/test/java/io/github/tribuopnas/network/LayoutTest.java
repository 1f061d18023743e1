package io.github.tribuopnas.network;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.training.ParameterStore;
import io.github.tribuopnas.base.ImageShape;
import io.github.tribuopnas.space.Cell;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LayoutTest {

  private static final ImageShape GRAY = new ImageShape(16, 16, 1);

  private static NetworkSpec direct(String cell, int repeats, int filters, ImageShape image) {
    return Setting.PROXY
        .of(Cell.parse(cell))
        .optRepeats(repeats)
        .optFilters(filters)
        .optStemMultiplier(1)
        .optImage(image)
        .optClasses(image.channels() == 1 ? 3 : 10)
        .optLayout(Layout.DIRECT)
        .build();
  }

  private static NetworkSpec strided(NetworkSpec spec, int stride) {
    return new NetworkSpec(
        spec.cell(),
        spec.concatenation(),
        spec.stem(),
        spec.repeats(),
        spec.filters(),
        spec.stemMultiplier(),
        spec.image(),
        spec.classes(),
        spec.epsilon(),
        stride,
        spec.layout());
  }

  private static Map<String, Long> parameters(NetworkSpec spec) {
    return NetworkSummary.of(spec).parts().stream()
        .collect(Collectors.toMap(NetworkSummary.Part::name, NetworkSummary.Part::parameters));
  }

  /**
   * By hand: each convolution has a batch normalization of two parameters for each channel. The
   * pair of 1x7 and 7x1 changes the channels in the first, the identity in a 1x1 convolution.
   */
  @Test
  void aBlockOfAnOperationAndAnIdentityHasNoConvolutionInFront() {
    NetworkSpec spec = direct("p:conv1x7_7x1+p:identity", 1, 16, new ImageShape(32, 32, 3));
    Map<String, Long> parameters = parameters(spec);
    assertEquals(9 * 3 * 16 + 2 * 16, parameters.get("stem"));
    assertEquals(2 * 7 * 16 * 16 + 2 * 16, parameters.get("cell_0"));
    assertEquals(7 * 16 * 32 + 7 * 32 * 32 + 2 * 32 + 16 * 32 + 2 * 32, parameters.get("cell_1"));
    assertEquals(7 * 32 * 64 + 7 * 64 * 64 + 2 * 64 + 32 * 64 + 2 * 64, parameters.get("cell_2"));
    assertEquals(64 * 10 + 10, parameters.get("head"));
    assertEquals(61_434, NetworkSummary.of(spec).parameters());
  }

  /**
   * By hand, for {@code F = 4} and two blocks, so that cells put out twice their filters. {@code p}
   * has two readers: it passes a 1x1 convolution where it is wider than the filters, in the second
   * cell of each group. {@code pp} has another size than {@code p} in the cell after a reduction,
   * where it is factorized. Separable convolutions are applied twice.
   */
  @Test
  void aWideInputOfTwoReadersAndOneOfAnotherSizeAreAdjusted() {
    NetworkSpec spec = direct("p:sep3x3+p:max3x3,1:identity+pp:identity", 2, 4, GRAY);
    Map<String, Long> parameters = parameters(spec);
    assertEquals(9 * 4 + 8, parameters.get("stem"));
    assertEquals(2 * (9 * 4 + 16 + 8), parameters.get("cell_0"));
    assertEquals(8 * 4 + 8 + 120, parameters.get("cell_1"));
    assertEquals(2 * (9 * 8 + 64 + 16) + 8 * 8 + 16, parameters.get("cell_2"));
    assertEquals(16 * 8 + 16 + 8 * 8 + 16 + 304, parameters.get("cell_3"));
    assertEquals(2 * (9 * 16 + 256 + 32) + 16 * 16 + 32, parameters.get("cell_4"));
    assertEquals(32 * 16 + 32 + 16 * 16 + 32 + 864, parameters.get("cell_5"));
    assertEquals(4_183, NetworkSummary.of(spec).parameters());
  }

  /** The depthwise convolution is done on all 8 channels of two blocks, the pointwise takes 4. */
  @Test
  void aWideInputOfOneReaderIsReadAsItIs() {
    NetworkSpec spec = direct("p:dil3x3+pp:max3x3,pp:avg3x3+1:identity", 2, 4, GRAY);
    Map<String, Long> parameters = parameters(spec);
    assertEquals(9 * 8 + 8 * 4 + 8, parameters.get("cell_1"));
    // A pooling of 8 channels at stride 2 to 8 filters needs none.
    assertEquals(9 * 8 + 8 * 8 + 16, parameters.get("cell_2"));
  }

  @Test
  void aPoolingChangesItsChannelsBehindIt() {
    NetworkSpec spec = direct("p:max3x3+p:avg3x3", 1, 4, GRAY);
    Map<String, Long> parameters = parameters(spec);
    assertEquals(0, parameters.get("cell_0"));
    assertEquals(2 * (4 * 8 + 16), parameters.get("cell_1"));
    // An input that nothing reads costs nothing.
    assertEquals(2 * (8 * 16 + 32), parameters.get("cell_2"));
  }

  /** 2.9 million by the table of convolutions, each with the pixels that it puts out. */
  @Test
  void aStrideOfTheStemDividesTheWork() {
    NetworkSpec spec = direct("p:conv1x7_7x1+p:identity", 1, 16, new ImageShape(32, 32, 3));
    NetworkSummary summary = NetworkSummary.of(strided(spec, 2));
    long stem = 27 * 16 * 256;
    long first = 2 * 7 * 16 * 16 * 256;
    long second = 7 * 16 * 32 * 16 * 8 + 7 * 32 * 32 * 64 + 16 * 32 * 64;
    long third = 7 * 32 * 64 * 8 * 4 + 7 * 64 * 64 * 16 + 32 * 64 * 16;
    assertEquals(stem + first + second + third + 640, summary.multAdds());
    assertEquals(61_434, summary.parameters());
    assertEquals(new ImageShape(16, 16, 16), summary.parts().get(1).output());
  }

  @Test
  void aStemOfStrideFourReadsEveryPixel() {
    NetworkSpec spec = direct("p:dil3x3+p:identity", 1, 8, new ImageShape(33, 64, 3));
    NetworkSummary.Part stem = NetworkSummary.of(strided(spec, 4)).parts().get(0);
    assertEquals(5 * 5 * 3 * 8 + 16, stem.parameters());
    assertEquals(new ImageShape(9, 16, 8), stem.output());
  }

  @ParameterizedTest
  @CsvSource({"1, 8", "2, 9", "4, 17"})
  void theLeastImageLeavesTwoByTwoPixels(int stride, int least) {
    ImageShape smallest = new ImageShape(least, least, 1);
    NetworkSpec spec = direct("p:dil3x3+p:identity", 1, 8, GRAY.withChannels(3));
    NetworkSpec taken =
        new NetworkSpec(
            spec.cell(),
            spec.concatenation(),
            spec.stem(),
            1,
            8,
            1,
            smallest,
            10,
            1e-5f,
            stride,
            Layout.PAPER);
    List<NetworkSummary.Part> parts = NetworkSummary.of(taken).parts();
    assertEquals(2, parts.get(parts.size() - 2).output().height());
    Setting.Builder builder =
        Setting.PROXY
            .of(spec.cell())
            .optStemStride(stride)
            .optImage(new ImageShape(least - 1, 32, 1));
    String message = assertThrows(IllegalArgumentException.class, builder::build).getMessage();
    assertTrue(message.contains(least + "x" + least), message);
    assertEquals(stride > 1, message.contains("smaller stem stride"), message);
  }

  @ParameterizedTest
  @CsvSource({"PROXY, 3, '1, 2 and 4'", "PROXY, 0, '1, 2 and 4'", "IMAGENET_MOBILE, 2, its own"})
  void otherStridesAreRefused(Setting setting, int stride, String allowed) {
    Setting.Builder builder = setting.of(Cell.parse("p:dil3x3+p:identity")).optStemStride(stride);
    String message = assertThrows(IllegalArgumentException.class, builder::build).getMessage();
    assertTrue(message.contains("stem stride is " + stride) && message.contains(allowed), message);
  }

  /** In the paper's layout an identity passes on what is below 0; a residual network's does not. */
  @Test
  void identitiesAndPoolingsReadWhatWasRectified() {
    ImageShape image = new ImageShape(2, 2, 1);
    float[] values = {-4, 3, -2, 1};
    assertArrayEquals(
        new float[] {0, 3, 0, 1}, firstCell("p:identity+p:identity", Layout.DIRECT, image, values));
    assertArrayEquals(
        new float[] {-8, 6, -4, 2},
        firstCell("pp:identity+pp:identity", Layout.PAPER, image, values));
  }

  /** A sum would double in every block: 32 times the largest pixel after five. */
  @Test
  void blocksThatNothingNormalizesDoNotGrow() {
    float[] values = {-4, 3, -2, 1};
    String grows =
        "p:max3x3+p:identity,1:max3x3+1:avg3x3,2:max3x3+2:max3x3,3:identity+3:avg3x3,"
            + "4:max3x3+4:max3x3";
    float[] blocks = firstCell(grows, Layout.DIRECT, new ImageShape(2, 2, 1), values);
    // Block 1: the mean of 3 3 3 3 and 0 3 0 1. Blocks 2 and 3: of their largest, 3, and means.
    assertArrayEquals(new float[] {1.5f, 3, 1.5f, 2}, Arrays.copyOf(blocks, 4));
    assertArrayEquals(new float[] {2.5f, 2.5f, 2.5f, 2.5f}, Arrays.copyOfRange(blocks, 4, 8));
    for (float value : blocks) {
      assertTrue(value >= 0 && value <= 3, Arrays.toString(blocks));
    }
  }

  private static float[] firstCell(String text, Layout layout, ImageShape image, float[] values) {
    NetworkSpec spec =
        Setting.PROXY
            .of(Cell.parse(text))
            .optRepeats(1)
            .optFilters(1)
            .optImage(GRAY)
            .optLayout(layout)
            .build();
    CellBlock cell = new CellBlock(spec, null, image, 1, 1);
    try (NDManager manager = NDManager.newBaseManager(Device.cpu(), "PyTorch")) {
      cell.initialize(manager, DataType.FLOAT32, cell.inputShapes(1));
      NDArray x = manager.create(values, Layer.batchOf(1, image));
      return cell.forward(new ParameterStore(manager, false), new NDList(x, x), false)
          .singletonOrThrow()
          .toFloatArray();
    }
  }

  @Test
  void networksOfBeforeHaveTheTextOfBefore() {
    NetworkSpec before = Setting.PROXY.of(Cell.parse("p:dil3x3+p:identity")).build();
    assertEquals(
        "NetworkSpec[cell=p:identity+p:dil3x3, concatenation=ALL, stem=CIFAR, repeats=2,"
            + " filters=24, stemMultiplier=3, image=32x32x3, classes=10, epsilon=1.0E-5]",
        before.toString());
    NetworkSpec now =
        Setting.PROXY.of(before.cell()).optStemStride(2).optLayout(Layout.DIRECT).build();
    assertTrue(now.toString().endsWith("epsilon=1.0E-5, stemStride=2, layout=DIRECT]"));
    assertEquals(now.withCell(before.cell()), now);
    assertEquals(
        "N=2, F=24, stem stride 2, layout direct, 32x32x3 images, 10 classes", now.description());
  }
}
