package io.github.tribuopnas.onnx.quantize;

import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.pooling.Pool;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import io.github.tribuopnas.onnx.LambdaCell;
import io.github.tribuopnas.onnx.OnnxExporter;
import java.util.List;
import org.junit.jupiter.api.Test;

class CutOffTest {
  private static final Shape ONE = new Shape(1, 1);
  private static final Shape NONE = new Shape(0, 0);

  /** MobileNetV2 cuts each layer off at 6, in two operators; PyTorch writes one. */
  @Test
  void whatCutsOffAboveZeroDisappearsIntoTheRangeOfTheBytes() {
    NDManager manager = NDManager.newBaseManager();
    LambdaCell block =
        LambdaCell.of(
                (x, w) -> {
                  NDArray wide =
                      Conv2d.conv2d(x.mul(9), w.apply("wide"), null, ONE, ONE, ONE, 1).head();
                  NDArray cut = Activation.relu6(wide);
                  NDArray last =
                      Conv2d.conv2d(cut, w.apply("last"), null, ONE, NONE, ONE, 1).head();
                  return Pool.globalAvgPool2d(last);
                })
            .with("wide", 6, 1, 3, 3)
            .with("last", 5, 6, 1, 1)
            .ready(manager, new Shape(1, 1, 8, 8));
    ModelProto model =
        OnnxExporter.builder().setBlock(block).setInputs(new Shape(1, 8, 8)).build().toModel();
    List<ExampleBatch> bars = List.of(BarsNetwork.bars(32, 6));
    QuantizedModel result =
        OnnxQuantizer.builder()
            .setCalibration(bars)
            .optMethod(CalibrationMethod.MIN_MAX)
            .optMaxLoss(1)
            .build()
            .quantize(model);
    List<String> operators =
        result.model().getGraph().getNodeList().stream().map(NodeProto::getOpType).toList();
    assertTrue(!operators.contains("Relu") && !operators.contains("Min"), operators::toString);
    Labels exact = Labels.of(model, bars, 1);
    double size = exact.scores().stream().mapToDouble(s -> s[0] * s[0]).average().orElseThrow();
    assertTrue(Labels.of(result.model(), bars, 1).error(exact) < 1e-3 * size, operators::toString);
    manager.close();
  }
}
