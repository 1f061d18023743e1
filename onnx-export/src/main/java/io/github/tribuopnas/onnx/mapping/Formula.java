package io.github.tribuopnas.onnx.mapping;

import io.github.tribuopnas.onnx.graph.OnnxGraph;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongUnaryOperator;

/**
 * A whole number that follows from a dimension n.
 *
 * @param kind what is computed
 * @param factor a
 * @param shift b
 * @param divisor c
 */
record Formula(Kind kind, long factor, long shift, long divisor) {
  /** Fewer lengths than this fit several formulas by chance. */
  private static final int TELLING = 5;

  private static final int LARGEST_FACTOR = 4;
  private static final int LARGEST_DIVISOR = 4;

  /** The forms of a formula. */
  enum Kind {
    /** The floor of (a n + b) / c. */
    QUOTIENT,
    /** The remainder of n divided by c. */
    REMAINDER,
    /** What n lacks to the next multiple of c. */
    COMPLEMENT
  }

  /** The formula that gives the numbers for the lengths, if there is one. */
  static Optional<Formula> of(long[] numbers, long[] lengths) {
    long multiple = factor(numbers, lengths);
    if (multiple > 0) {
      return Optional.of(new Formula(Kind.QUOTIENT, multiple, 0, 1));
    }
    if (Arrays.stream(lengths).distinct().count() < TELLING) {
      return Optional.empty();
    }
    for (int divisor = 1; divisor <= LARGEST_DIVISOR; divisor++) {
      for (int factor = 1; factor <= LARGEST_FACTOR; factor++) {
        Optional<Formula> quotient = quotient(numbers, lengths, factor, divisor);
        if (quotient.isPresent()) {
          return quotient;
        }
      }
    }
    return rest(numbers, lengths);
  }

  private static Optional<Formula> quotient(long[] numbers, long[] lengths, long a, long c) {
    long least = Long.MIN_VALUE;
    long most = Long.MAX_VALUE;
    for (int i = 0; i < numbers.length; i++) {
      long exact = c * numbers[i] - a * lengths[i];
      least = Math.max(least, exact);
      most = Math.min(most, exact + c - 1);
    }
    // Several shifts would mean that the lengths do not tell them apart.
    return least == most ? Optional.of(new Formula(Kind.QUOTIENT, a, least, c)) : Optional.empty();
  }

  private static Optional<Formula> rest(long[] numbers, long[] lengths) {
    for (long c = 2; c <= 64; c++) {
      long divisor = c;
      for (Kind kind : List.of(Kind.REMAINDER, Kind.COMPLEMENT)) {
        Formula formula = new Formula(kind, 1, 0, divisor);
        if (formula.fits(numbers, lengths)) {
          return Optional.of(formula);
        }
      }
    }
    return Optional.empty();
  }

  private boolean fits(long[] numbers, long[] lengths) {
    LongUnaryOperator value =
        n -> kind == Kind.REMAINDER ? n % divisor : Math.floorMod(-n, divisor);
    return Arrays.equals(numbers, Arrays.stream(lengths).map(value).toArray());
  }

  /** {@code f} if all numbers are f times their lengths; otherwise 0. */
  static long factor(long[] numbers, long[] lengths) {
    if (lengths[0] == 0) {
      return 0;
    }
    long factor = numbers[0] / lengths[0];
    for (int i = 0; i < numbers.length; i++) {
      if (numbers[i] != factor * lengths[i]) {
        return 0;
      }
    }
    return factor;
  }

  /** Appends nodes that compute it from a vector that holds the dimension. */
  String write(String length, OnnxGraph graph) {
    return switch (kind) {
      case QUOTIENT -> {
        String scaled = operation("Mul", length, factor, 1, graph);
        String shifted = operation("Add", scaled, shift, 0, graph);
        yield operation("Div", shifted, divisor, 1, graph);
      }
      case REMAINDER -> operation("Mod", length, divisor, 0, graph);
      case COMPLEMENT -> {
        String negative = graph.node("Neg", List.of(length), Map.of());
        yield operation("Mod", negative, divisor, 0, graph);
      }
    };
  }

  private static String operation(
      String type, String value, long number, long neutral, OnnxGraph graph) {
    return number == neutral
        ? value
        : graph.node(type, List.of(value, graph.integers(number)), Map.of());
  }
}
