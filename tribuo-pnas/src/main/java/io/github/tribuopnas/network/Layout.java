package io.github.tribuopnas.network;

import io.github.tribuopnas.base.Named;
import io.github.tribuopnas.base.Registry;

/** How cells read their inputs, which are the outputs of the two cells before them. */
public enum Layout implements Named {
  /**
   * As the paper's networks do. The previous cell's output is brought to the filters of the cell by
   * a 1x1 convolution, the one before it where its channels or its size differ. Operations begin
   * with a ReLU, which identities and poolings have not.
   */
  PAPER,
  /**
   * As residual networks do (He et al. 2016). Operations read the inputs as they are, and where the
   * stride or the channels change they do that themselves: an identity is then a 1x1 convolution of
   * that stride, the projection of a ResNet, and a pooling has one behind it. A 1x1 convolution in
   * front of an input is left only where it saves work, which is where two or more branches read an
   * input that has more channels than the cell has filters. An input of another size than the
   * previous cell's output is brought to that size and the filters by a factorized reduction, as in
   * {@link #PAPER}. All branches read what was rectified, identities and poolings too, so that
   * {@code p:conv3x3x2+p:identity} is the basic block of a ResNet. A block of two branches without
   * a convolution, which nothing normalizes, is their mean instead of their sum.
   */
  DIRECT;

  private static final Registry<Layout> NAMES = Registry.of("layout", values());

  /**
   * Returns the layout with a given text: the inverse of {@link #text}.
   *
   * @param text the text
   * @return the layout
   * @throws IllegalArgumentException if there is none with that text
   */
  public static Layout parse(String text) {
    return NAMES.parse(text);
  }
}
