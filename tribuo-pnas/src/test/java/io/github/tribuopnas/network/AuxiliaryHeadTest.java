package io.github.tribuopnas.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.training.ParameterStore;
import io.github.tribuopnas.base.ImageShape;
import io.github.tribuopnas.space.Cell;
import io.github.tribuopnas.space.KnownCells;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class AuxiliaryHeadTest {

  private static final Cell PNASNET5 = KnownCells.find("pnasnet5");

  private static long trainable(Block block) {
    return block.getParameters().values().stream()
        .filter(Parameter::requiresGradient)
        .mapToLong(parameter -> parameter.getShape().size())
        .sum();
  }

  private static AuxiliaryHead head(Setting setting, ImageShape image) {
    return new AuxiliaryHead(new CellNetwork(setting.of(PNASNET5).optImage(image).build()));
  }

  @Test
  void ofLargeHasThePublishedParameters() {
    assertEquals(
        4_586_216, trainable(head(Setting.IMAGENET_LARGE, new ImageShape(331, 331, 3))), "Large");
  }

  @Test
  void readsTheCellJustBeforeTheSecondReduction() {
    // Large: cell_7, 21x21x2160; mobile: cell_5, 14x14x540; CIFAR, N=3: cell_5, 16x16x480.
    assertEquals(
        new ImageShape(21, 21, 2160),
        head(Setting.IMAGENET_LARGE, new ImageShape(331, 331, 3)).input());
    assertEquals(
        new ImageShape(14, 14, 540),
        head(Setting.IMAGENET_MOBILE, new ImageShape(224, 224, 3)).input());
    assertEquals(
        new ImageShape(16, 16, 480), head(Setting.CIFAR, new ImageShape(32, 32, 3)).input());
  }

  /** Mobile by hand: 14x14 is pooled to 4x4; see the parts of the sum. */
  @Test
  void ofMobileHasTheParametersOfItsLayers() {
    long projection = 540 * 128 + 2 * 128;
    long hidden = 4 * 4 * 128 * 768 + 2 * 768;
    long classifier = 768 * 1000 + 1000;
    assertEquals(
        projection + hidden + classifier,
        trainable(head(Setting.IMAGENET_MOBILE, new ImageShape(224, 224, 3))));
  }

  /** 8x8 images are 4x4 there: one window of 4x4. 9x17 images are 5x9: 1x2 windows of 5x5. */
  @Test
  void smallFeaturesArePooledByAsManyPixelsAsThereAre() {
    try (NDManager manager = NDManager.newBaseManager(Device.cpu(), "PyTorch")) {
      int[][] sizes = {{8, 8, 1, 1}, {9, 17, 1, 2}, {32, 18, 4, 2}};
      for (int[] size : sizes) {
        NetworkSpec spec =
            Setting.PROXY
                .of(Cell.parse("p:identity+pp:max3x3"))
                .optRepeats(1)
                .optFilters(4)
                .optImage(new ImageShape(size[0], size[1], 1))
                .build();
        CellNetwork network = new CellNetwork(spec);
        AuxiliaryHead head = new AuxiliaryHead(network);
        Weights.initialize(network, manager, 1);
        Weights.initialize(head, manager, 2);
        assertEquals(
            new Shape(768, 128, size[2], size[3]),
            head.getParameters().get("02hidden_weight0").getShape());
        ParameterStore parameters = new ParameterStore(manager, false);
        TrainingOutput output =
            network.train(parameters, manager.ones(new Shape(2, 1, size[0], size[1])), Noise.NONE);
        NDArray logits = head.apply(parameters, output.auxiliaryFeatures(), true);
        assertEquals(new Shape(2, 10), logits.getShape());
        assertEquals(new Shape(2, 10), output.logits().getShape());
      }
    }
  }

  @Test
  void theNetworkHoldsNothingOfItsHead() {
    CellNetwork network = new CellNetwork(Setting.CIFAR.of(PNASNET5).build());
    AuxiliaryHead head = new AuxiliaryHead(network);
    Set<String> ofNetwork = new HashSet<>();
    network.getParameters().values().forEach(parameter -> ofNetwork.add(parameter.getId()));
    assertTrue(head.getParameters().size() > 0);
    for (Parameter parameter : head.getParameters().values()) {
      assertFalse(ofNetwork.contains(parameter.getId()));
    }
  }
}
