package io.github.tribuopnas.onnx.recording;

import java.util.List;

/** Compares what a block did with several examples. */
final class Paths {
  private Paths() {}

  /**
   * Checks that a block called the same operations each time.
   *
   * @throws UnsupportedOperationException if it did not; the message names the first difference
   */
  static void checkSame(List<Recording> recordings) {
    Recording first = recordings.get(0);
    for (Recording other : recordings) {
      int common = Math.min(first.calls().size(), other.calls().size());
      for (int i = 0; i < common; i++) {
        checkSame(first.calls().get(i), other.calls().get(i));
      }
      if (first.calls().size() != other.calls().size()) {
        boolean firstIsLonger = first.calls().size() > common;
        throw different((firstIsLonger ? first : other).calls().get(common));
      }
      if (!sources(first.outputs()).equals(sources(other.outputs()))) {
        throw different("the block returns other arrays for another batch size or other values");
      }
    }
  }

  private static void checkSame(Call a, Call b) {
    boolean same =
        a.operation().equals(b.operation())
            && a.results().size() == b.results().size()
            && a.arguments().size() == b.arguments().size()
            && sources(a.operands()).equals(sources(b.operands()));
    if (!same || !sameRanks(a, b)) {
      throw different(a);
    }
  }

  private static boolean sameRanks(Call a, Call b) {
    for (int i = 0; i < a.results().size(); i++) {
      if (a.results().get(i).shape().dimension() != b.results().get(i).shape().dimension()) {
        return false;
      }
    }
    return true;
  }

  /** Sources without the values of constants, which are compared only where they are used. */
  private static List<Object> sources(List<Call.Operand> operands) {
    return operands.stream()
        .map(
            o -> {
              Source source = o.source();
              if (source instanceof Source.Constant) {
                return "constant of rank " + o.known().shape().dimension();
              }
              return source instanceof Source.Weight weight ? weight.name() : source;
            })
        .toList();
  }

  private static UnsupportedOperationException different(Call call) {
    return different(
        "the block does something else for another batch size or other values: the recordings part"
            + " at "
            + call.operation()
            + ", "
            + call.place());
  }

  private static UnsupportedOperationException different(String how) {
    return new UnsupportedOperationException(
        how
            + "; a graph has one path: branch with array operations (where, clip), and loop a fixed"
            + " number of times");
  }
}
