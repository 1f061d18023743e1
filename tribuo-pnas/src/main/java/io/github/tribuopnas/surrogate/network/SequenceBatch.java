package io.github.tribuopnas.surrogate.network;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Sequences of tokens that a recurrent network reads together, the longest first: those that reach
 * a step are always the first so many, and nothing is computed for a sequence behind its end.
 * Immutable.
 */
final class SequenceBatch {

  private final List<int[]> longestFirst;
  private final long[] ranks;
  private final int[] starts;

  /**
   * Orders sequences.
   *
   * @param sequences at least one, none of them empty
   */
  SequenceBatch(List<int[]> sequences) {
    int[] order =
        IntStream.range(0, sequences.size())
            .boxed()
            .sorted(Comparator.comparingInt(i -> -sequences.get(i).length))
            .mapToInt(Integer::intValue)
            .toArray();
    longestFirst = Arrays.stream(order).mapToObj(sequences::get).toList();
    ranks = new long[order.length];
    for (int rank = 0; rank < order.length; rank++) {
      ranks[order[rank]] = rank;
    }
    starts = new int[longestFirst.get(0).length + 1];
    for (int step = 0; step + 1 < starts.length; step++) {
      starts[step + 1] = starts[step] + reaching(step);
    }
  }

  private int reaching(int step) {
    return (int) longestFirst.stream().takeWhile(sequence -> sequence.length > step).count();
  }

  /** The length of the longest. */
  int steps() {
    return starts.length - 1;
  }

  /** How many sequences have a token at a step. */
  int count(int step) {
    return starts[step + 1] - starts[step];
  }

  /** Where the tokens of a step begin among all. */
  int start(int step) {
    return starts[step];
  }

  /** Where the tokens of each step but the first begin. */
  long[] laterStarts() {
    return IntStream.range(1, steps()).mapToLong(this::start).toArray();
  }

  /** All tokens, step by step, of the longest sequence first. */
  long[] tokens() {
    long[] tokens = new long[starts[steps()]];
    for (int step = 0; step < steps(); step++) {
      for (int i = 0; i < count(step); i++) {
        tokens[start(step) + i] = longestFirst.get(i)[step];
      }
    }
    return tokens;
  }

  /** The place in this order of each sequence as it was given. */
  long[] ranks() {
    return ranks.clone();
  }
}
