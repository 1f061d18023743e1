package io.github.tribuopnas.space;

import java.util.List;

/**
 * A layer of an operation, as data: the network is built of it, and features are computed of it. A
 * layer keeps the height and width of its input unless the network strides it.
 */
public sealed interface LayerSpec {

  /**
   * Says whether a pixel is put out of its neighbors too.
   *
   * @return whether there is a window of more than one pixel
   */
  boolean readsNeighbors();

  /**
   * A ReLU, convolutions without bias one after the other, and one batch normalization: the order
   * of all convolutions inside cells.
   *
   * @param convolutions at least one
   */
  record Convolutions(List<ConvolutionSpec> convolutions) implements LayerSpec {

    /**
     * Copies the convolutions.
     *
     * @param convolutions at least one
     * @throws IllegalArgumentException if there is none
     */
    public Convolutions {
      convolutions = List.copyOf(convolutions);
      if (convolutions.isEmpty()) {
        throw new IllegalArgumentException("a layer of 0 convolutions; at least one is needed");
      }
    }

    @Override
    public boolean readsNeighbors() {
      return convolutions.stream().anyMatch(ConvolutionSpec::readsNeighbors);
    }
  }

  /**
   * Pooling over a square of pixels, of which those beyond the border do not count.
   *
   * @param kind what becomes of the pixels
   * @param side the side of the square in pixels, odd
   */
  record Pooling(Kind kind, int side) implements LayerSpec {

    /** What becomes of the pixels. */
    public enum Kind {
      /** Their mean. */
      AVERAGE,
      /** The largest. */
      MAX
    }

    /**
     * Checks the side.
     *
     * @param kind what becomes of the pixels
     * @param side the side of the square in pixels, odd
     * @throws IllegalArgumentException if the side is not odd
     */
    public Pooling {
      ConvolutionSpec.checkSide(side);
    }

    @Override
    public boolean readsNeighbors() {
      return side > 1;
    }
  }

  /**
   * Returns a layer of convolutions.
   *
   * @param convolutions at least one
   * @return a ReLU, the convolutions and a batch normalization
   * @throws IllegalArgumentException if there is none
   */
  static LayerSpec convolutions(ConvolutionSpec... convolutions) {
    return new Convolutions(List.of(convolutions));
  }

  /**
   * Returns a layer that averages.
   *
   * @param side the side of the square in pixels, odd
   * @return the mean of the pixels inside the image
   * @throws IllegalArgumentException if the side is not odd
   */
  static LayerSpec averagePooling(int side) {
    return new Pooling(Pooling.Kind.AVERAGE, side);
  }

  /**
   * Returns a layer that takes the largest.
   *
   * @param side the side of the square in pixels, odd
   * @return the largest of the pixels inside the image
   * @throws IllegalArgumentException if the side is not odd
   */
  static LayerSpec maxPooling(int side) {
    return new Pooling(Pooling.Kind.MAX, side);
  }
}
