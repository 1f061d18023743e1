package io.github.tribuopnas.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.onnx.proto.OnnxMl.ModelProto;
import io.github.tribuopnas.base.ImageShape;
import io.github.tribuopnas.onnx.OnnxExporter;
import io.github.tribuopnas.onnx.OnnxVerification;
import io.github.tribuopnas.onnx.OnnxVerifier;
import io.github.tribuopnas.onnx.rewrite.OnnxRewriter;
import io.github.tribuopnas.space.Block;
import io.github.tribuopnas.space.Branch;
import io.github.tribuopnas.space.Cell;
import io.github.tribuopnas.space.CellSpace;
import io.github.tribuopnas.space.Operation;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Served networks give the same probabilities in ONNX Runtime as in the engine that trains them.
 */
@Tag("slow")
class NetworkExportTest {

  private static OnnxVerification verify(Cell cell, ImageShape image, Layout layout, int seed) {
    NetworkSpec spec =
        Setting.PROXY
            .of(cell)
            .optRepeats(1)
            .optFilters(5)
            .optStemMultiplier(1)
            .optImage(image)
            .optClasses(3)
            .optLayout(layout)
            .optStemStride(layout == Layout.DIRECT ? 2 : 1)
            .build();
    double[] means = new double[image.channels()];
    double[] deviations = new double[image.channels()];
    for (int i = 0; i < means.length; i++) {
      means[i] = 0.1 * i;
      deviations[i] = 1 + i;
    }
    try (NDManager manager = NDManager.newBaseManager(Device.cpu(), "PyTorch")) {
      CellNetwork network = new CellNetwork(spec);
      Weights.initialize(network, manager, seed);
      PixelNetwork served = new PixelNetwork(network, means, deviations);
      served.initialize(manager, DataType.FLOAT32, new Shape(1, image.pixels()));
      OnnxExporter plain =
          OnnxExporter.builder().setBlock(served).setInputs(new Shape(image.pixels())).build();
      ModelProto model = plain.toModel();
      ModelProto folded = OnnxRewriter.builder().optFoldBatchNorm().build().rewrite(model);
      assertTrue(
          folded.getGraph().getNodeList().stream()
              .noneMatch(node -> node.getOpType().equals("BatchNormalization")),
          () -> "a normalization is left of " + cell);
      OnnxVerifier verifier = plain.verifier(seed, 1, 2, 7);
      OnnxVerification verification = verifier.verify(folded.toByteArray());
      assertTrue(verification.isWithin(1e-4), () -> "folded " + cell + ": " + verification);
      return verifier.verify(model.toByteArray());
    }
  }

  /** The second and third cell of such a network have stride 2, the first has stride 1. */
  @Test
  void everyOperationAgreesAtStrideOneAndTwoAndBetweenBlocks() {
    Operation[] all = Operation.values();
    Set<Operation> used = EnumSet.noneOf(Operation.class);
    for (int first = 0; first < all.length; first += 2) {
      Operation second = all[(first + 1) % all.length];
      List<Block> blocks = new ArrayList<>();
      blocks.add(
          new Block(new Branch(Branch.PREVIOUS, all[first]), new Branch(Branch.PREVIOUS, second)));
      blocks.add(
          new Block(
              new Branch(Branch.BEFORE_PREVIOUS, all[first]),
              new Branch(Branch.BEFORE_PREVIOUS, second)));
      blocks.add(new Block(new Branch(1, all[first]), new Branch(2, second)));
      used.add(all[first]);
      used.add(second);
      for (Layout layout : Layout.values()) {
        OnnxVerification verification =
            verify(Cell.of(blocks), new ImageShape(9, 10, 3), layout, first);
        assertTrue(verification.isWithin(1e-4), layout + ": " + verification);
      }
    }
    assertEquals(all.length, used.size());
  }

  /** More cells by {@code -Dio.github.tribuopnas.network.cells=200}. */
  @Test
  void randomCellsAgreeForGrayAndColorOfOddSizes() {
    int cells = Integer.getInteger("io.github.tribuopnas.network.cells", 15);
    CellSpace space = CellSpace.builder().setBlocks(5).build();
    SplittableRandom random = new SplittableRandom(4);
    for (int i = 0; i < cells; i++) {
      Cell cell = space.random(1 + i % 5, random);
      Layout layout = i % 3 == 0 ? Layout.DIRECT : Layout.PAPER;
      ImageShape image = new ImageShape(9 + i % 15, 11, i % 2 == 0 ? 1 : 3);
      OnnxVerification verification = verify(cell, image, layout, i);
      assertTrue(verification.isWithin(1e-4), cell + ": " + verification);
    }
  }
}
