package io.github.tribuopnas.onnx.mapping;

import io.github.tribuopnas.onnx.graph.OnnxGraph;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A whole number that follows from a dimension n.
 *
 * @param kind what is computed
 * @param factor a
 * @param shift b
 * @param divisor c
 * @param unit u, which divides all n
 */
record Formula(Kind kind, long factor, long shift, long divisor, long unit) {
  /** Fewer lengths than this fit several formulas by chance. */
  private static final int TELLING = 5;

  private static final int LARGEST_FACTOR = 4;

  /** Divisors of what the longest recordings are longer by, so that their numbers tell of them. */
  private static final int[] DIVISORS = {1, 2, 3, 4, 6, 8, 12, 16, 24, 32, 48, 64};

  /** The forms of a formula. */
  enum Kind {
    /** The floor of (a n / u + b) / c. */
    QUOTIENT,
    /** The remainder of n divided by c. */
    REMAINDER,
    /** What n lacks to the next multiple of c. */
    COMPLEMENT,
    /** Half of what n lacks, rounded down. */
    LOWER_HALF,
    /** Half of what n lacks, rounded up. */
    UPPER_HALF
  }

  private static Formula multiple(long factor) {
    return new Formula(Kind.QUOTIENT, factor, 0, 1, 1);
  }

  /**
   * The formulas that give the numbers for the lengths. If they differ at other lengths, none of
   * them can be trusted.
   */
  static List<Formula> of(long[] numbers, long[] lengths) {
    long multiple = factor(numbers, lengths);
    if (multiple > 0) {
      return List.of(multiple(multiple));
    }
    if (areFew(lengths)) {
      return List.of();
    }
    List<Formula> fitting = new ArrayList<>();
    long unit = Arrays.stream(lengths).reduce(0, Formula::greatestCommonDivisor);
    for (int divisor : DIVISORS) {
      for (int factor = 1; factor <= LARGEST_FACTOR; factor++) {
        addQuotients(numbers, lengths, factor, divisor, unit, fitting);
      }
      for (Kind kind : List.of(Kind.REMAINDER, Kind.COMPLEMENT, Kind.LOWER_HALF, Kind.UPPER_HALF)) {
        Formula formula = new Formula(kind, 1, 0, divisor, 1);
        if (formula.fits(numbers, lengths)) {
          fitting.add(formula);
        }
      }
    }
    return fitting;
  }

  /** Whether more lengths may tell that numbers follow from them. */
  static boolean isOpen(long[] numbers, long[] lengths) {
    if (!areFew(lengths)) {
      return false;
    }
    Map<Long, Long> known = new HashMap<>();
    for (int i = 0; i < numbers.length; i++) {
      Long other = known.putIfAbsent(lengths[i], numbers[i]);
      if (other != null && other != numbers[i]) {
        return false;
      }
    }
    return true;
  }

  private static boolean areFew(long[] lengths) {
    return Arrays.stream(lengths).distinct().count() < TELLING;
  }

  /** Whether formulas agree at all lengths to four times the largest that was seen. */
  static boolean agree(List<Formula> formulas, long[] lengths) {
    long unit = Arrays.stream(lengths).reduce(0, Formula::greatestCommonDivisor);
    long most = 4 * Arrays.stream(lengths).max().orElse(0);
    Formula first = formulas.get(0);
    for (Formula other : formulas) {
      for (long n = unit; n <= most; n += unit) {
        if (Math.max(0, first.at(n)) != Math.max(0, other.at(n))) {
          return false;
        }
      }
    }
    return true;
  }

  private static long greatestCommonDivisor(long a, long b) {
    return b == 0 ? a : greatestCommonDivisor(b, a % b);
  }

  private static void addQuotients(
      long[] numbers, long[] lengths, long a, long c, long unit, List<Formula> fitting) {
    long least = Long.MIN_VALUE;
    long most = Long.MAX_VALUE;
    for (int i = 0; i < numbers.length; i++) {
      long exact = c * numbers[i] - a * (lengths[i] / unit);
      least = Math.max(least, exact);
      most = Math.min(most, exact + c - 1);
    }
    for (long shift = least; shift <= most; shift++) {
      fitting.add(new Formula(Kind.QUOTIENT, a, shift, c, unit));
    }
  }

  private boolean fits(long[] numbers, long[] lengths) {
    return Arrays.equals(numbers, Arrays.stream(lengths).map(this::at).toArray());
  }

  private long at(long n) {
    long lacking = Math.floorMod(-n, divisor);
    return switch (kind) {
      case QUOTIENT -> Math.floorDiv(factor * (n / unit) + shift, divisor);
      case REMAINDER -> n % divisor;
      case COMPLEMENT -> lacking;
      case LOWER_HALF -> lacking / 2;
      case UPPER_HALF -> (lacking + 1) / 2;
    };
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
        String units = operation("Div", length, unit, 1, graph);
        String scaled = operation("Mul", units, factor, 1, graph);
        String shifted = operation("Add", scaled, shift, 0, graph);
        yield operation("Div", shifted, divisor, 1, graph);
      }
      case REMAINDER -> operation("Mod", length, divisor, 0, graph);
      case COMPLEMENT -> lacking(length, graph);
      case LOWER_HALF -> operation("Div", lacking(length, graph), 2, 1, graph);
      case UPPER_HALF ->
          operation("Div", operation("Add", lacking(length, graph), 1, 0, graph), 2, 1, graph);
    };
  }

  private String lacking(String length, OnnxGraph graph) {
    String negative = graph.node("Neg", List.of(length), Map.of());
    return operation("Mod", negative, divisor, 0, graph);
  }

  private static String operation(
      String type, String value, long number, long neutral, OnnxGraph graph) {
    return number == neutral
        ? value
        : graph.node(type, List.of(value, graph.integers(number)), Map.of());
  }
}
