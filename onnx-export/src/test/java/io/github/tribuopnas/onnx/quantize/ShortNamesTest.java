package io.github.tribuopnas.onnx.quantize;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.Block;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.pooling.Pool;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import io.github.tribuopnas.onnx.LambdaCell;
import io.github.tribuopnas.onnx.OnnxExporter;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class ShortNamesTest {
  @AutoClose private static final NDManager manager = NDManager.newBaseManager();

  private static long count(ModelProto model, String type) {
    return model.getGraph().getNodeList().stream().filter(n -> n.getOpType().equals(type)).count();
  }

  /**
   * Two ReLUs of one array are one, a convolution has the shape of its weight, shapes are short.
   */
  @Test
  void whatAFileSaysTwiceIsLeftOut() {
    LambdaCell block =
        LambdaCell.of(
                (x, w) -> {
                  NDArray y = convolution(x, w.apply("a"));
                  NDArray both =
                      convolution(Activation.relu(y), w.apply("b"))
                          .add(convolution(Activation.relu(y), w.apply("c")));
                  return Pool.globalMaxPool2d(both);
                })
            .with("a", 4, 1, 3, 3)
            .with("b", 4, 4, 3, 3)
            .with("c", 4, 4, 3, 3)
            .ready(manager, new Shape(1, 1, 6, 6));
    ModelProto floats =
        OnnxExporter.builder().setBlock(block).setInputs(new Shape(1, 6, 6)).build().toModel();
    ExampleBatch batch = new ExampleBatch(values(8 * 36), 8, 1, 6, 6);
    ModelProto model =
        OnnxQuantizer.builder()
            .setCalibration(List.of(batch))
            .optMaxLoss(1)
            .build()
            .quantize(floats)
            .model();
    List<NodeProto> nodes = model.getGraph().getNodeList();
    assertEquals(2, count(floats, "Relu"));
    assertEquals(1, count(model, "Clip"));
    assertTrue(
        nodes.stream()
            .filter(n -> n.getOpType().equals("Conv"))
            .flatMap(n -> n.getAttributeList().stream())
            .noneMatch(a -> a.getName().equals("kernel_shape")));
    assertTrue(nodes.stream().noneMatch(n -> n.getName().matches("[A-Za-z]+_\\d+")));
    try (FloatSession exact = new FloatSession(floats, 1);
        FloatSession quantized = new FloatSession(model, 1)) {
      assertArrayEquals(exact.first(batch).values(), quantized.first(batch).values(), 0.1f);
    }
  }

  /** Two convolutions in one block of a block. */
  @Test
  void whatIsAroundAllNodesIsNotInTheirNames() {
    SequentialBlock inner = new SequentialBlock().add(convolution()).add(convolution());
    SequentialBlock block = new SequentialBlock().add(inner).add(Pool.globalMaxPool2dBlock());
    block.initialize(manager, DataType.FLOAT32, new Shape(1, 1, 6, 6));
    ModelProto floats =
        OnnxExporter.builder().setBlock(block).setInputs(new Shape(1, 6, 6)).build().toModel();
    ModelProto model =
        OnnxQuantizer.builder()
            .setCalibration(List.of(new ExampleBatch(values(8 * 36), 8, 1, 6, 6)))
            .optMaxLoss(1)
            .build()
            .quantize(floats)
            .model();
    assertEquals(
        List.of("01SequentialBlock/01Conv2d/Conv_1", "01SequentialBlock/02Conv2d/Conv_1"),
        convolutions(floats));
    assertEquals(List.of("01Conv2d/Conv_1", "02Conv2d/Conv_1"), convolutions(model));
  }

  private static List<String> convolutions(ModelProto model) {
    return model.getGraph().getNodeList().stream()
        .filter(node -> node.getOpType().equals("Conv"))
        .map(NodeProto::getName)
        .toList();
  }

  private static Block convolution() {
    return Conv2d.builder().setKernelShape(new Shape(3, 3)).setFilters(4).build();
  }

  private static NDArray convolution(NDArray x, NDArray weight) {
    return Conv2d.conv2d(x, weight, null, new Shape(1, 1), new Shape(1, 1), new Shape(1, 1), 1)
        .head();
  }

  private static float[] values(int count) {
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = (float) Math.sin(i);
    }
    return values;
  }
}
