package io.github.tribuopnas.plan;

import io.github.tribuopnas.base.ImageShape;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * How large the networks of a plan are.
 *
 * @param stemStride stride of the stem: 1, 2 or 4
 * @param filters F, channels of a block in the first group
 * @param repeats N, cells in each of three groups
 */
record NetworkSize(int stemStride, int filters, int repeats) {

  /**
   * The first cells see pictures of about 16 pixels a side: with fewer, what is small in a picture
   * is lost; with more, steps cost more than they bring as long as networks are small.
   */
  private static final int MOST_SEEN = 16;

  private static final int MOST_STRIDE = 4;

  /** F and N of the cheapest networks, which are shallow and have the coarsest stem. */
  private static final int[][] SHALLOW = {{16, 1}, {24, 1}, {32, 1}};

  /** F and N of deep networks, each of one and a half to twice the cost of the one before. */
  private static final int[][] DEEP = {{16, 2}, {24, 2}, {24, 3}, {32, 3}, {48, 3}};

  /**
   * Returns the sizes that pictures allow, from the cheapest to the dearest. Shallow networks on
   * few pixels come first, since pictures seen in a second decide; then deep ones on more pixels.
   */
  static List<NetworkSize> ladder(ImageShape image) {
    int coarsest = coarsest(image.side());
    List<NetworkSize> sizes = new ArrayList<>();
    for (int[] size : SHALLOW) {
      sizes.add(new NetworkSize(coarsest, size[0], size[1]));
    }
    for (int[] size : DEEP) {
      sizes.add(new NetworkSize(Math.max(1, coarsest / 2), size[0], size[1]));
    }
    return List.copyOf(sizes);
  }

  private static int coarsest(int side) {
    int stride = 1;
    while (stride < MOST_STRIDE && side > MOST_SEEN * stride) {
      stride *= 2;
    }
    return stride;
  }

  /** Returns whether it is larger than the first of the deep ones. */
  boolean isLarge() {
    return repeats > DEEP[0][1] || repeats == DEEP[0][1] && filters > DEEP[0][0];
  }

  /** Returns the size as values of the options of candidates, by their names. */
  Map<String, String> options() {
    return options("--");
  }

  /** Returns the size as values of the options of final networks, by their names. */
  Map<String, String> finalOptions() {
    return options("--final-");
  }

  private Map<String, String> options(String prefix) {
    return Map.of(
        prefix + "stem-stride",
        Integer.toString(stemStride),
        prefix + "filters",
        Integer.toString(filters),
        prefix + "repeats",
        Integer.toString(repeats));
  }
}
