package io.github.tribuopnas.onnx;

import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.basicmodelzoo.basic.Mlp;
import ai.djl.basicmodelzoo.cv.classification.AlexNet;
import ai.djl.basicmodelzoo.cv.classification.GoogLeNet;
import ai.djl.basicmodelzoo.cv.classification.LeNet;
import ai.djl.basicmodelzoo.cv.classification.MobileNetV1;
import ai.djl.basicmodelzoo.cv.classification.MobileNetV2;
import ai.djl.basicmodelzoo.cv.classification.NiN;
import ai.djl.basicmodelzoo.cv.classification.ResNetV1;
import ai.djl.basicmodelzoo.cv.classification.SqueezeNet;
import ai.djl.basicmodelzoo.cv.classification.VGG;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every classification network of DJL's zoo agrees with ONNX Runtime. */
@Tag("slow")
class ModelZooTest {

  static Stream<Arguments> networks() {
    Shape small = new Shape(3, 32, 32);
    return Stream.of(
        Arguments.of("Mlp", new Mlp(784, 10, new int[] {32, 16}), new Shape(784)),
        Arguments.of("LeNet", LeNet.builder().build(), new Shape(1, 28, 28)),
        Arguments.of("AlexNet", AlexNet.builder().build(), new Shape(1, 224, 224)),
        Arguments.of("GoogLeNet", GoogLeNet.builder().setOutSize(10).build(), new Shape(1, 96, 96)),
        Arguments.of("NiN", NiN.builder().build(), new Shape(1, 224, 224)),
        Arguments.of("SqueezeNet", SqueezeNet.squeezenet(10), new Shape(3, 64, 64)),
        Arguments.of("VGG", VGG.builder().build(), new Shape(1, 32, 32)),
        Arguments.of("MobileNetV1", MobileNetV1.builder().setOutSize(10).build(), small),
        Arguments.of(
            "MobileNetV2", MobileNetV2.builder().setOutSize(10).build(), new Shape(3, 224, 224)),
        resNet(18),
        resNet(34),
        resNet(50),
        resNet(101),
        resNet(152));
  }

  private static Arguments resNet(int layers) {
    return Arguments.of(
        "ResNet-" + layers,
        ResNetV1.builder()
            .setImageShape(new Shape(3, 32, 32))
            .setNumLayers(layers)
            .setOutSize(10)
            .build(),
        new Shape(3, 32, 32));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("networks")
  void agreesWithOnnxRuntimeForBatchesOf1And2And7(String name, Block block, Shape input) {
    try (NDManager manager = NDManager.newBaseManager()) {
      Engine.getEngine("PyTorch").setRandomSeed(1);
      block.initialize(manager, DataType.FLOAT32, new Shape(1).addAll(input));
      OnnxExporter exporter = OnnxExporter.builder().setBlock(block).setInputs(input).build();
      byte[] model = exporter.toModel().toByteArray();
      OnnxVerification verification = exporter.verifier().verify(model);
      assertTrue(verification.isWithin(1e-4), verification::toString);
    }
  }
}
