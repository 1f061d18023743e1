package io.github.tribuopnas.onnx.tried;

import ai.djl.engine.Engine;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.github.tribuopnas.onnx.ZooNetwork;
import java.util.List;

/** Every classification network of DJL's zoo, with weights as it draws them. */
final class ZooBlocks {
  private ZooBlocks() {}

  static List<TriedBlock> all() {
    return ZooNetwork.all().stream().map(ZooBlocks::tried).toList();
  }

  private static TriedBlock tried(ZooNetwork network) {
    return TriedBlock.of(
            network.name(),
            manager -> {
              Engine.getEngine("PyTorch").setRandomSeed(1);
              Shape batch = new Shape(1).addAll(network.input());
              network.block().initialize(manager, DataType.FLOAT32, batch);
              return network.block();
            },
            network.input())
        .within(1e-4);
  }
}
