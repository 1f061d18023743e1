package io.github.tribuopnas.space;

import java.util.List;

/**
 * A fixed sequence of architectures that need not exist as objects: a level of the search holds
 * hundreds of thousands, of which a few are trained.
 *
 * @param <A> the architecture
 */
public interface Candidates<A> {

  /**
   * Returns candidates that exist as objects.
   *
   * @param <A> the architecture
   * @param architectures distinct ones; copied
   * @return the same in their order
   */
  static <A> Candidates<A> of(List<A> architectures) {
    return new ListedCandidates<>(architectures);
  }

  /**
   * Returns how many there are.
   *
   * @return the number, at least 0
   */
  int size();

  /**
   * Returns one of them.
   *
   * @param index its place, from 0 to {@code size() - 1}
   * @return the architecture
   * @throws IndexOutOfBoundsException if there is no such place
   */
  A get(int index);
}
