package io.github.tribuopnas.space;

import java.util.List;
import java.util.random.RandomGenerator;

/**
 * What a search strategy needs to know of a space of architectures that grow by levels: from level
 * 1, whose architectures are enumerated, to level {@link #levels()}.
 *
 * <p>Architectures are values: {@code equals} is equality as networks, so that nothing is trained
 * twice. Every sequence returned is free of duplicates and in the space's own total order, which
 * depends on nothing but the space.
 *
 * @param <A> the architecture
 */
public interface SearchSpace<A> {

  /**
   * Returns the number of levels; in the space of cells a level is a number of blocks.
   *
   * @return the last level, at least 1
   */
  int levels();

  /**
   * Returns the level that an architecture belongs to.
   *
   * @param architecture an architecture of this space
   * @return its level, from 1 to {@link #levels()}
   */
  int level(A architecture);

  /**
   * Returns all architectures of level 1.
   *
   * @return the distinct architectures, in order
   */
  Candidates<A> initial();

  /**
   * Returns all distinct architectures that are one level above their parents (PNAS, Algorithm 1,
   * line 7).
   *
   * @param parents architectures of one level, below the last
   * @return the distinct children of all of them, in order
   * @throws IllegalArgumentException if the parents are of several levels or of the last
   */
  Candidates<A> expand(List<A> parents);

  /**
   * Returns an architecture drawn at random.
   *
   * @param level the level, from 1 to {@link #levels()}
   * @param random where the choices come from
   * @return an architecture of that level
   */
  A random(int level, RandomGenerator random);

  /**
   * Returns a neighbor of an architecture: one choice in it changed, as regularized evolution does
   * (Real et al. 2019).
   *
   * @param architecture the parent
   * @param random where the choices come from
   * @return an architecture of the same level, different from the parent
   */
  A mutate(A architecture, RandomGenerator random);

  /**
   * Returns the choices of which an architecture is made, for strategies that take one after the
   * other.
   *
   * @param level the level, from 1 to {@link #levels()}
   * @return how many alternatives each choice has, at least 1; cannot be changed
   */
  List<Integer> choices(int level);

  /**
   * Returns the architecture that some choices make. Several sequences may make the same.
   *
   * @param level the level, from 1 to {@link #levels()}
   * @param chosen the number of the alternative taken at each of {@link #choices}, from 0
   * @return the architecture, of this level or, where it occurs at a lower one already, of that
   * @throws IllegalArgumentException if there are too few or too many choices, or an alternative is
   *     not among those allowed
   */
  A decode(int level, List<Integer> chosen);

  /**
   * Returns which of the space's parts an architecture is made of, such as operations and inputs,
   * by which a search sees what it neglects.
   *
   * @param architecture an architecture of this space
   * @return a bit for each part in use; what a bit stands for is the same for all architectures
   */
  long parts(A architecture);

  /**
   * Returns the text by which people and files name an architecture.
   *
   * @param architecture an architecture of this space
   * @return its text, equal for equal architectures
   */
  String id(A architecture);

  /**
   * Returns the architecture with a given text: the inverse of {@link #id}.
   *
   * @param id the text
   * @return the architecture
   * @throws IllegalArgumentException if the text names none of this space
   */
  A parse(String id);
}
