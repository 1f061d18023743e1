package io.github.tribuopnas.onnx.quantize;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.pooling.Pool;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import io.github.tribuopnas.onnx.LambdaCell;
import io.github.tribuopnas.onnx.OnnxExporter;
import io.github.tribuopnas.onnx.model.EditableGraph;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class AlignedChannelsTest {
  private static final Shape ONE = new Shape(1, 1);
  private static final Shape NONE = new Shape(0, 0);
  private static final int NEW = AlignedChannels.NEW;

  @AutoClose private static final NDManager manager = NDManager.newBaseManager();

  private static NDArray point(NDArray x, NDArray weight) {
    return Conv2d.conv2d(x, weight, null, ONE, NONE, ONE, 1).head();
  }

  private static NDArray deep(NDArray x, NDArray weight) {
    int groups = Math.toIntExact(weight.getShape().get(0));
    return Conv2d.conv2d(x, weight, null, ONE, ONE, ONE, groups).head();
  }

  /** Depthwise convolutions of 20, 12 and, joined, 32 channels. */
  private static ModelProto model(UnaryOperator<NDArray> ofTwenty) {
    LambdaCell block =
        LambdaCell.of(
                (x, w) -> {
                  NDArray twenty = deep(point(x, w.apply("p20")), w.apply("d20"));
                  NDArray twelve = deep(point(x, w.apply("p12")), w.apply("d12"));
                  NDArray both = ofTwenty.apply(twenty).concat(twelve, 1);
                  NDArray last = point(deep(both, w.apply("d32")), w.apply("p5"));
                  return Pool.globalAvgPool2d(last);
                })
            .with("p20", 20, 3, 1, 1)
            .with("d20", 20, 1, 3, 3)
            .with("p12", 12, 3, 1, 1)
            .with("d12", 12, 1, 3, 3)
            .with("d32", 32, 1, 3, 3)
            .with("p5", 5, 32, 1, 1)
            .ready(manager, new Shape(1, 3, 8, 8));
    return OnnxExporter.builder().setBlock(block).setInputs(new Shape(3, 8, 8)).build().toModel();
  }

  /** What the convolution of a weight, or the Concat, gives out. */
  private static String output(ModelProto model, String weightOrType) {
    return model.getGraph().getNodeList().stream()
        .filter(n -> n.getInputList().contains(weightOrType) || n.getOpType().equals(weightOrType))
        .findFirst()
        .orElseThrow()
        .getOutput(0);
  }

  private static int[] layout(ModelProto model, String weightOrType) {
    EditableGraph graph = new EditableGraph(model.getGraph());
    AlignedChannels channels = new AlignedChannels(graph, new Layers(graph).all());
    return channels.of(output(model, weightOrType));
  }

  private static int[] places(int first, int channels, int all) {
    return IntStream.range(0, all).map(i -> i < channels ? first + i : NEW).toArray();
  }

  @Test
  void depthwiseConvolutionsGetMultiplesOfSixteen() {
    ModelProto model = model(UnaryOperator.identity());
    int[] twenty = places(0, 20, 32);
    int[] twelve = places(20, 12, 16);
    int[] both = IntStream.concat(IntStream.of(twenty), IntStream.of(twelve)).toArray();
    assertArrayEquals(twenty, layout(model, "p20"));
    assertArrayEquals(twenty, layout(model, "d20"));
    assertArrayEquals(places(0, 12, 16), layout(model, "d12"));
    assertArrayEquals(both, layout(model, "Concat"));
    assertArrayEquals(both, layout(model, "d32"));
    assertArrayEquals(new int[0], layout(model, "p5"));
  }

  /** A softmax over the channels would count further ones. */
  @Test
  void whatCouldTellKeepsItsChannels() {
    ModelProto model = model(x -> x.softmax(1));
    assertArrayEquals(new int[0], layout(model, "p20"));
    assertArrayEquals(new int[0], layout(model, "d20"));
    assertArrayEquals(new int[0], layout(model, "Concat"));
  }

  /** The file keeps the weights as they were; what a runtime computes at load adds the zeros. */
  @Test
  void theFileHoldsNoZeros() {
    float[] values = BarsNetwork.bars(12, 1).values();
    ModelProto quantized =
        OnnxQuantizer.builder()
            .setCalibration(List.of(new ExampleBatch(values, 4, 3, 8, 8)))
            .optMaxLoss(1)
            .build()
            .quantize(model(UnaryOperator.identity()))
            .model();
    assertEquals(
        Set.of(32L, 16L, 48L),
        quantized.getGraph().getNodeList().stream()
            .map(node -> EditableGraph.integer(node.toBuilder(), "group", 1))
            .filter(groups -> groups > 1)
            .collect(Collectors.toSet()));
    int weights = 20 * 3 + 20 * 9 + 12 * 3 + 12 * 9 + 32 * 9 + 5 * 32;
    int bytes =
        quantized.getGraph().getInitializerList().stream()
            .filter(t -> t.getDataType() == TensorProto.DataType.INT8_VALUE && t.getDimsCount() > 1)
            .mapToInt(t -> t.getRawData().size())
            .sum();
    assertEquals(weights, bytes);
    // Six weights get zeros, two of them also between their channels.
    List<String> operators =
        quantized.getGraph().getNodeList().stream().map(NodeProto::getOpType).toList();
    assertEquals(6, Collections.frequency(operators, "Pad"));
    assertEquals(2, Collections.frequency(operators, "Gather"));
  }
}
