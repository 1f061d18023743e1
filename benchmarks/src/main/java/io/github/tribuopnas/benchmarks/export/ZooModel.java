package io.github.tribuopnas.benchmarks.export;

import ai.djl.basicmodelzoo.cv.classification.MobileNetV1;
import ai.djl.basicmodelzoo.cv.classification.MobileNetV2;
import ai.djl.basicmodelzoo.cv.classification.ResNetV1;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import io.github.tribuopnas.base.Named;
import io.github.tribuopnas.base.Registry;

/** A classification network of DJL's, without weights. */
enum ZooModel implements Named {
  RESNET18 {
    @Override
    Block block(Shape image, int classes) {
      return ResNetV1.builder().setNumLayers(18).setImageShape(image).setOutSize(classes).build();
    }
  },
  MOBILENET_V1 {
    @Override
    Block block(Shape image, int classes) {
      return MobileNetV1.builder().setOutSize(classes).build();
    }
  },
  MOBILENET_V2 {
    @Override
    Block block(Shape image, int classes) {
      return MobileNetV2.builder().setOutSize(classes).build();
    }
  };

  private static final Registry<ZooModel> NAMES = Registry.of("network", values());

  static ZooModel parse(String text) {
    return NAMES.parse(text);
  }

  /**
   * Makes the network.
   *
   * @param image channels, height and width
   * @param classes how many scores it gives
   */
  abstract Block block(Shape image, int classes);
}
