package io.github.tribuopnas.network;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.github.tribuopnas.base.ImageShape;
import io.github.tribuopnas.onnx.OnnxExporter;
import io.github.tribuopnas.onnx.OnnxVerification;
import io.github.tribuopnas.space.Cell;
import io.github.tribuopnas.training.engine.DirectParameters;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ViewsTest {

  private static final ImageShape IMAGE = new ImageShape(9, 8, 3);

  private NDManager manager;
  private CellNetwork network;

  @BeforeEach
  void build() {
    manager = NDManager.newBaseManager(Device.cpu(), "PyTorch");
    manager.getEngine().setRandomSeed(3);
    network =
        new CellNetwork(
            Setting.PROXY
                .of(Cell.parse("p:sep3x3+p:max3x3"))
                .optRepeats(1)
                .optFilters(4)
                .optStemMultiplier(1)
                .optImage(IMAGE)
                .optClasses(5)
                .build());
    Weights.initialize(network, manager, 3);
  }

  @AfterEach
  void close() {
    manager.close();
  }

  private NDArray random(int images) {
    return manager.randomNormal(new Shape(images, IMAGE.channels(), 9, 8));
  }

  private float[] logits(Views views, NDArray images) {
    return views.logits(network, new DirectParameters(manager), images).toFloatArray();
  }

  /** Turns the pixels of each row around, without the engine. */
  private NDArray mirrored(NDArray images) {
    float[] values = images.toFloatArray();
    float[] mirrored = new float[values.length];
    for (int i = 0; i < values.length; i++) {
      int column = i % 8;
      mirrored[i - column + 7 - column] = values[i];
    }
    return manager.create(mirrored, images.getShape());
  }

  @Test
  void mirroredLogitsAreTheMeanOfBothViews() {
    NDArray images = random(3);
    float[] one = logits(Views.PLAIN, images);
    float[] other = logits(Views.PLAIN, mirrored(images));
    float[] both = logits(Views.MIRRORED, images);
    assertEquals(15, both.length);
    for (int i = 0; i < both.length; i++) {
      assertEquals((one[i] + other[i]) / 2, both[i], 1e-4);
    }
  }

  @Test
  void anImageAndItsMirrorImageHaveTheSameLogits() {
    NDArray images = random(2);
    assertArrayEquals(
        logits(Views.MIRRORED, images), logits(Views.MIRRORED, mirrored(images)), 1e-4f);
  }

  @ParameterizedTest
  @EnumSource(Views.class)
  void aNetworkIsExportedWithItsViewsForAnyBatch(Views views) {
    PixelNetwork served =
        new PixelNetwork(network, new double[] {0, 0.5, 1}, new double[] {1, 2, 3}, views, 1.5);
    served.initialize(manager, DataType.FLOAT32, new Shape(1, IMAGE.pixels()));
    OnnxExporter exporter =
        OnnxExporter.builder().setBlock(served).setInputs(new Shape(IMAGE.pixels())).build();
    OnnxVerification verification =
        exporter.verifier(1, 1, 2, 7).verify(exporter.toModel().toByteArray());
    assertTrue(verification.isWithin(1e-5), verification::toString);
  }

  @Test
  void shiftedLogitsAreTheMeanOfFiveViews() {
    NDArray images = random(2);
    int[][] moves = {{0, 0}, {1, 0}, {-1, 0}, {0, 1}, {0, -1}};
    float[] mean = new float[10];
    for (int[] move : moves) {
      float[] one = logits(Views.PLAIN, moved(images, move[0], move[1]));
      for (int i = 0; i < mean.length; i++) {
        mean[i] += one[i] / moves.length;
      }
    }
    assertArrayEquals(mean, logits(Views.SHIFTED, images), 1e-4f);
  }

  /** What comes in repeats the edge. */
  private NDArray moved(NDArray images, int right, int down) {
    float[] values = images.toFloatArray();
    float[] moved = new float[values.length];
    for (int plane = 0; plane < values.length / 72; plane++) {
      for (int y = 0; y < 9; y++) {
        for (int x = 0; x < 8; x++) {
          int fromY = Math.max(0, Math.min(8, y - down));
          int fromX = Math.max(0, Math.min(7, x - right));
          moved[plane * 72 + y * 8 + x] = values[plane * 72 + fromY * 8 + fromX];
        }
      }
    }
    return manager.create(moved, images.getShape());
  }

  @Test
  void allViewsAreTheShiftedOnesAndTheirMirrorImages() {
    NDArray images = random(2);
    float[] one = logits(Views.SHIFTED, images);
    float[] other = logits(Views.SHIFTED, mirrored(images));
    float[] all = logits(Views.ALL, images);
    for (int i = 0; i < all.length; i++) {
      assertEquals((one[i] + other[i]) / 2, all[i], 1e-4);
    }
  }

  @Test
  void viewsThatAreKeptApartGiveTheLogitsOfAllChoicesAmongThem() {
    NDArray images = random(3);
    for (Views wide : Views.values()) {
      NDArray each = wide.each(network, new DirectParameters(manager), images);
      assertEquals(new Shape(wide.count(), 3, 5), each.getShape());
      for (Views narrow : Views.values()) {
        if (wide.includes(narrow)) {
          assertArrayEquals(
              logits(narrow, images), wide.logits(each, narrow).toFloatArray(), 1e-4f);
        }
      }
    }
  }

  @Test
  void aChoiceIncludesThoseWhoseViewsItHas() {
    assertEquals(
        List.of(Views.PLAIN, Views.MIRRORED),
        Stream.of(Views.values()).filter(Views.MIRRORED::includes).toList());
    assertEquals(
        List.of(Views.PLAIN, Views.SHIFTED),
        Stream.of(Views.values()).filter(Views.SHIFTED::includes).toList());
    assertEquals(
        List.of(Views.values()), Stream.of(Views.values()).filter(Views.ALL::includes).toList());
  }
}
