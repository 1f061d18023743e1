package io.github.tribuopnas.plan;

import io.github.tribuopnas.base.ImageShape;
import io.github.tribuopnas.network.Stem;
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

  /** Pictures of so many pixels a side and more may begin with a stride of 4. */
  private static final int LARGE = 64;

  /**
   * Returns the sizes that pictures allow, from the cheapest to the dearest. Fewer pixels come
   * first, since pictures seen in a second decide; then width, which one training step computes the
   * fastest; depth comes last.
   */
  static List<NetworkSize> ladder(ImageShape image) {
    int side = Math.min(image.height(), image.width());
    List<NetworkSize> sizes = new ArrayList<>();
    if (side >= LARGE) {
      sizes.add(new NetworkSize(4, 16, 1));
      sizes.add(new NetworkSize(4, 32, 1));
    }
    if (side >= Stem.CIFAR.leastSide(2)) {
      sizes.add(new NetworkSize(2, 16, 1));
      sizes.add(new NetworkSize(2, 24, 1));
      sizes.add(new NetworkSize(2, 32, 1));
    }
    sizes.add(new NetworkSize(1, 16, 1));
    sizes.add(new NetworkSize(1, 24, 1));
    sizes.add(new NetworkSize(1, 32, 1));
    sizes.add(new NetworkSize(1, 32, 2));
    sizes.add(new NetworkSize(1, 48, 2));
    sizes.add(new NetworkSize(1, 48, 3));
    return List.copyOf(sizes);
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
