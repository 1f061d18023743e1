package io.github.tribuopnas.space;

import static io.github.tribuopnas.space.ConvolutionSpec.depthwise;
import static io.github.tribuopnas.space.ConvolutionSpec.expanding;
import static io.github.tribuopnas.space.ConvolutionSpec.full;
import static io.github.tribuopnas.space.ConvolutionSpec.pointwise;

import io.github.tribuopnas.base.Named;
import io.github.tribuopnas.base.Registry;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;

/**
 * What a branch does to its input: a text and the layers that do it, which are all that the rest of
 * the program knows of an operation. The order of the constants is part of the order of cells, so
 * new ones go to the end; there is room for 16.
 *
 * <p>Those of PNASNet-5 follow its reference code; the dilated convolution and the pair of 1x7 and
 * 7x1, which no published PNAS network uses, follow the DARTS line of code. Those beyond the
 * paper's eight are the ones of which hand-made networks are built. {@link OperationGroup} names
 * some at once.
 */
public enum Operation implements Named {
  /** 3x3 depthwise-separable convolution, applied twice. */
  SEPARABLE_3X3("sep3x3", separable(3), separable(3)),
  /** 5x5 depthwise-separable convolution, applied twice. */
  SEPARABLE_5X5("sep5x5", separable(5), separable(5)),
  /** 7x7 depthwise-separable convolution, applied twice. */
  SEPARABLE_7X7("sep7x7", separable(7), separable(7)),
  /** 1x7 convolution followed by a 7x1 convolution. */
  CONVOLUTION_1X7_7X1("conv1x7_7x1", LayerSpec.convolutions(full(1, 7), full(7, 1))),
  /** The input itself: no layer. */
  IDENTITY("identity"),
  /** 3x3 average pooling. */
  AVERAGE_POOL_3X3("avg3x3", LayerSpec.averagePooling(3)),
  /** 3x3 max pooling. */
  MAX_POOL_3X3("max3x3", LayerSpec.maxPooling(3)),
  /** 3x3 depthwise convolution of every second pixel, and a pointwise one. */
  DILATED_3X3("dil3x3", LayerSpec.convolutions(depthwise(3, 2), pointwise())),
  /** 1x1 convolution. */
  CONVOLUTION_1X1("conv1x1", LayerSpec.convolutions(pointwise())),
  /** 3x3 convolution. */
  CONVOLUTION_3X3("conv3x3", LayerSpec.convolutions(full(3, 3))),
  /** 3x3 convolution, applied twice: beside an identity the basic block of a ResNet. */
  CONVOLUTION_3X3_TWICE(
      "conv3x3x2", LayerSpec.convolutions(full(3, 3)), LayerSpec.convolutions(full(3, 3))),
  /**
   * Inverted bottleneck: a 1x1 convolution to four times the channels, a 3x3 depthwise one, and a
   * 1x1 convolution, each with its normalization (MobileNetV2, Sandler et al. 2018).
   */
  INVERTED_BOTTLENECK_3X3(
      "mbconv3x3",
      LayerSpec.convolutions(expanding(4)),
      LayerSpec.convolutions(depthwise(3, 1)),
      LayerSpec.convolutions(pointwise()));

  /** The eight operations of PNAS (section 3.1), in the order of their constants. */
  public static final List<Operation> PAPER =
      List.of(
          SEPARABLE_3X3,
          SEPARABLE_5X5,
          SEPARABLE_7X7,
          CONVOLUTION_1X7_7X1,
          IDENTITY,
          AVERAGE_POOL_3X3,
          MAX_POOL_3X3,
          DILATED_3X3);

  private static final Registry<Operation> NAMES = Registry.of("operation", values());

  private final String text;
  private final List<LayerSpec> layers;
  private final int depth;

  Operation(String text, LayerSpec... layers) {
    this.text = text;
    this.layers = List.of(layers);
    depth = (int) convolutions().filter(convolution -> !convolution.depthwise()).count();
  }

  private static LayerSpec separable(int side) {
    return LayerSpec.convolutions(depthwise(side, 1), pointwise());
  }

  private Stream<ConvolutionSpec> convolutions() {
    return layers.stream()
        .filter(LayerSpec.Convolutions.class::isInstance)
        .map(LayerSpec.Convolutions.class::cast)
        .flatMap(layer -> layer.convolutions().stream());
  }

  /**
   * Returns the name used in the text form of cells.
   *
   * @return the text, such as {@code sep3x3}
   */
  @Override
  public String text() {
    return text;
  }

  /**
   * Returns the layers, from the input on. What they put out is brought to the filters of the cell
   * by a pointwise convolution where it has other channels.
   *
   * @return the layers; none for the identity
   */
  public List<LayerSpec> layers() {
    return layers;
  }

  /**
   * Says whether the operation is the identity. In a cell that halves the size it has a pointwise
   * convolution all the same.
   *
   * @return whether it has no layer
   */
  public boolean isIdentity() {
    return layers.isEmpty();
  }

  /**
   * Returns how many convolutions follow each other. A depthwise one counts with the one after it,
   * which mixes the channels.
   *
   * @return the number, 0 where nothing is learned
   */
  public int depth() {
    return depth;
  }

  /**
   * Returns how many weights the convolutions have.
   *
   * @param channels those that the operation reads and puts out
   * @return the number, without those of batch normalizations
   */
  public int weights(int channels) {
    int weights = 0;
    int inputs = channels;
    for (ConvolutionSpec convolution : convolutions().toList()) {
      weights += convolution.weights(inputs, channels);
      inputs = convolution.outputs(inputs, channels);
    }
    return weights;
  }

  /**
   * Returns the operation with a given text: the inverse of {@link #text}.
   *
   * @param text the text
   * @return the operation
   * @throws IllegalArgumentException if no operation has that text
   */
  public static Operation parse(String text) {
    return NAMES.parse(text);
  }

  /**
   * Returns the texts of some operations.
   *
   * @param operations the operations
   * @return the texts in the same order
   */
  public static List<String> texts(Collection<Operation> operations) {
    return operations.stream().map(Operation::text).toList();
  }
}
