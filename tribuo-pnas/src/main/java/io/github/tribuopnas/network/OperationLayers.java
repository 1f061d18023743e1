package io.github.tribuopnas.network;

import io.github.tribuopnas.base.ImageShape;
import io.github.tribuopnas.space.ConvolutionSpec;
import io.github.tribuopnas.space.LayerSpec;
import io.github.tribuopnas.space.Operation;
import java.util.ArrayList;
import java.util.List;

/** Builds the layers that operations describe. */
final class OperationLayers {

  private OperationLayers() {}

  /**
   * Returns the layer of an operation. The first of its layers that reads neighbors has the stride,
   * so that no pixel is skipped unread; the first of all where none does.
   *
   * @param operation the operation
   * @param input what it reads
   * @param filters channels it puts out
   * @param stride 1 or 2
   * @param epsilon added to variances
   * @return the layer
   */
  static Layer of(Operation operation, ImageShape input, int filters, int stride, float epsilon) {
    if (operation.isIdentity()) {
      return stride == 1 && input.channels() == filters
          ? new Identity(input)
          : ConvolutionNorm.rectified(input, epsilon, Convolution.pointwise(filters, stride));
    }
    List<Layer> layers = new ArrayList<>();
    ImageShape reached = input;
    List<LayerSpec> specs = operation.layers();
    int strided = first(specs.stream().map(LayerSpec::readsNeighbors).toList());
    for (LayerSpec spec : specs) {
      Layer layer = layer(spec, reached, filters, layers.size() == strided ? stride : 1, epsilon);
      layers.add(layer);
      reached = layer.output();
    }
    if (reached.channels() != filters) {
      layers.add(ConvolutionNorm.plain(reached, epsilon, Convolution.pointwise(filters, 1)));
    }
    return layers.size() == 1 ? layers.get(0) : new Sequential(layers);
  }

  private static Layer layer(
      LayerSpec spec, ImageShape input, int filters, int stride, float epsilon) {
    if (spec instanceof LayerSpec.Pooling pooling) {
      return switch (pooling.kind()) {
        case AVERAGE -> new AveragePooling(input, pooling.side(), stride);
        case MAX -> new MaxPooling(input, pooling.side(), stride);
      };
    }
    List<ConvolutionSpec> specs = ((LayerSpec.Convolutions) spec).convolutions();
    int acrossRows = first(specs.stream().map(each -> each.height() > 1).toList());
    int acrossColumns = first(specs.stream().map(each -> each.width() > 1).toList());
    Convolution[] convolutions = new Convolution[specs.size()];
    int channels = input.channels();
    for (int i = 0; i < convolutions.length; i++) {
      convolutions[i] =
          Convolution.of(
              specs.get(i),
              channels,
              filters,
              i == acrossRows ? stride : 1,
              i == acrossColumns ? stride : 1);
      channels = convolutions[i].outputs();
    }
    return ConvolutionNorm.rectified(input, epsilon, convolutions);
  }

  /** The place of the first that reads neighbors; else 0. */
  private static int first(List<Boolean> readsNeighbors) {
    return Math.max(0, readsNeighbors.indexOf(true));
  }
}
