package io.github.tribuopnas.network;

import io.github.tribuopnas.base.ImageShape;
import io.github.tribuopnas.space.Branch;
import io.github.tribuopnas.space.Cell;
import org.jspecify.annotations.Nullable;

/**
 * The layers between the inputs of a cell and its branches, as its {@link Layout} has them.
 *
 * @param spec the network
 * @param filters channels of each block of the cell
 */
record InputLayers(NetworkSpec spec, int filters) {

  /** Returns how many branches of a cell read an input. */
  static int readers(Cell cell, int input) {
    int readers = 0;
    for (int block = 1; block <= cell.size(); block++) {
      readers += cell.left(block).input() == input ? 1 : 0;
      readers += cell.right(block).input() == input ? 1 : 0;
    }
    return readers;
  }

  /**
   * Returns what {@code pp} passes.
   *
   * @param beforePrevious the output of the cell before the previous one; null if there is none
   * @param previous the output of the previous cell
   */
  Layer beforePrevious(@Nullable ImageShape beforePrevious, ImageShape previous) {
    if (beforePrevious == null) {
      return direct() ? direct(previous, Branch.BEFORE_PREVIOUS) : new Identity(previous);
    }
    if (!beforePrevious.sameSize(previous)) {
      return direct() && readers(spec.cell(), Branch.BEFORE_PREVIOUS) == 0
          ? new Identity(beforePrevious)
          : new FactorizedReduction(beforePrevious, filters, spec.epsilon());
    }
    if (direct()) {
      return direct(beforePrevious, Branch.BEFORE_PREVIOUS);
    }
    return beforePrevious.channels() == filters
        ? new Identity(beforePrevious)
        : pointwise(beforePrevious);
  }

  /**
   * Returns what {@code p} passes.
   *
   * @param previous the output of the previous cell
   */
  Layer previous(ImageShape previous) {
    return direct() ? direct(previous, Branch.PREVIOUS) : pointwise(previous);
  }

  private boolean direct() {
    return spec.layout() == Layout.DIRECT;
  }

  /** A convolution of many channels is done once, if more than one branch would do it. */
  private Layer direct(ImageShape input, int number) {
    return input.channels() > filters && readers(spec.cell(), number) > 1
        ? pointwise(input)
        : new Identity(input);
  }

  private Layer pointwise(ImageShape input) {
    return ConvolutionNorm.rectified(input, spec.epsilon(), Convolution.pointwise(filters, 1));
  }
}
