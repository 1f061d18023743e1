package io.github.tribuopnas.onnx;

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
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import java.util.List;

/**
 * A network of DJL's zoo for classification.
 *
 * @param name what DJL calls it
 * @param block the network, without weights
 * @param input shape of an image
 */
public record ZooNetwork(String name, Block block, Shape input) {
  private static final Shape SMALL = new Shape(3, 32, 32);

  /** All of them, anew. */
  public static List<ZooNetwork> all() {
    return List.of(
        new ZooNetwork("Mlp", new Mlp(784, 10, new int[] {32, 16}), new Shape(784)),
        new ZooNetwork("LeNet", LeNet.builder().build(), new Shape(1, 28, 28)),
        new ZooNetwork("AlexNet", AlexNet.builder().build(), new Shape(1, 224, 224)),
        new ZooNetwork(
            "GoogLeNet", GoogLeNet.builder().setOutSize(10).build(), new Shape(1, 96, 96)),
        new ZooNetwork("NiN", NiN.builder().build(), new Shape(1, 224, 224)),
        new ZooNetwork("SqueezeNet", SqueezeNet.squeezenet(10), new Shape(3, 64, 64)),
        new ZooNetwork("VGG", VGG.builder().build(), new Shape(1, 32, 32)),
        new ZooNetwork("MobileNetV1", MobileNetV1.builder().setOutSize(10).build(), SMALL),
        new ZooNetwork(
            "MobileNetV2", MobileNetV2.builder().setOutSize(10).build(), new Shape(3, 224, 224)),
        resNet(18),
        resNet(34),
        resNet(50),
        resNet(101),
        resNet(152));
  }

  private static ZooNetwork resNet(int layers) {
    Block block =
        ResNetV1.builder().setImageShape(SMALL).setNumLayers(layers).setOutSize(10).build();
    return new ZooNetwork("ResNet-" + layers, block, SMALL);
  }
}
