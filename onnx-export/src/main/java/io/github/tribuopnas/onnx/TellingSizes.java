package io.github.tribuopnas.onnx;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * Sizes that a block may treat in its own way: those that its code holds, and their neighbors.
 *
 * @param held the whole numbers in the code of a block, those that tell most first
 * @param dimensions of the inputs, which the code may compare a length with
 */
record TellingSizes(Set<Long> held, Set<Long> dimensions) {
  /** All batches up to it are tried: this costs little, as nothing is computed. */
  private static final long ALL_BATCHES = 32;

  /** Of larger ones the powers of two, which programs like. */
  private static final long LARGEST_POWER = 4096;

  private static final long LARGEST_BATCH = 1 << 20;
  private static final int MOST_NUMBERS = 64;

  /** Larger numbers in the code are rather sizes than factors. */
  private static final long LARGEST_FACTOR = 16;

  /** The sizes of a batch. */
  List<Long> batches() {
    Stream<Long> all = LongStream.rangeClosed(1, ALL_BATCHES).boxed();
    Stream<Long> known = within(ALL_BATCHES + 1, LARGEST_BATCH).limit(MOST_NUMBERS);
    Stream<Long> powers =
        LongStream.iterate(2 * ALL_BATCHES, p -> p <= LARGEST_POWER, p -> 2 * p).boxed();
    return Stream.of(all, powers, known, related().stream()).flatMap(s -> s).distinct().toList();
  }

  /** What the code may compare a batch with: {@code batch == 2 * length}. */
  private Set<Long> related() {
    Set<Long> factors = new TreeSet<>(List.of(1L, 2L, 3L, 4L));
    held.stream().filter(n -> n > 0 && n <= LARGEST_FACTOR).forEach(factors::add);
    Set<Long> related = new TreeSet<>();
    for (long dimension : dimensions) {
      for (long factor : factors) {
        related.addAll(
            List.of(
                dimension * factor, dimension / factor, dimension + factor, dimension - factor));
      }
      held.stream().filter(n -> n % dimension == 0).forEach(n -> related.add(n / dimension));
      for (long other : dimensions) {
        related.addAll(List.of(dimension * other, dimension + other));
      }
    }
    related.removeIf(batch -> batch < 1 || batch > LARGEST_BATCH);
    return related;
  }

  /** Lengths in a range, both ends included. */
  List<Long> lengths(long least, long most) {
    return within(least, most).toList();
  }

  /** The neighbors of these lengths. */
  List<Long> nearLengths(long least, long most) {
    return neighbors(lengths(least, most)).toList();
  }

  /** Sides, in a range, of squares of such an area, and of the next larger. */
  List<Long> sides(long least, long most) {
    return within(least * least, most * most)
        .map(area -> (long) Math.sqrt(area))
        .flatMap(side -> Stream.of(side, side + 1))
        .toList();
  }

  private Stream<Long> within(long least, long most) {
    return Stream.concat(held.stream(), dimensions.stream())
        .distinct()
        .filter(number -> number >= least && number <= most);
  }

  private static Stream<Long> neighbors(List<Long> sizes) {
    return sizes.stream().flatMap(size -> Stream.of(size - 1, size + 1));
  }
}
