package io.github.tribuopnas.onnx.mapping;

import ai.djl.ndarray.types.Shape;
import io.github.tribuopnas.onnx.graph.OnnxGraph;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Writes numbers that differ between recordings as computations on the shapes of arrays. */
final class Dimensions {

  /**
   * An array of the graph whose shape may be asked for.
   *
   * @param name its name
   * @param shapes its shape in each recording
   * @param isNear whether it is an input of the block or of the call, of which numbers may also be
   *     computed; otherwise its dimensions are only copied
   */
  record Reference(String name, List<Shape> shapes, boolean isNear) {

    long[] lengths(int axis) {
      return shapes.stream().mapToLong(s -> s.get(axis)).toArray();
    }
  }

  /** One dimension of a reference. */
  private record Length(String array, int axis, long[] values) {}

  private final Supplier<List<Reference>> references;
  private final OnnxGraph graph;
  private final RecordedCall call;

  Dimensions(Supplier<List<Reference>> references, OnnxGraph graph, RecordedCall call) {
    this.references = references;
    this.graph = graph;
    this.call = call;
  }

  /** A vector of whole numbers that holds a shape when the graph runs. */
  String shape(List<Shape> shapes) {
    return vector(shapes.stream().map(Shape::getShape).toList());
  }

  /**
   * A vector of whole numbers, when the graph runs.
   *
   * @param values the numbers in each recording
   * @throws UnsupportedOperationException if one of them follows from no dimension
   */
  String vector(List<long[]> values) {
    List<String> parts = new ArrayList<>();
    List<Long> fixed = new ArrayList<>();
    for (int i = 0; i < values.get(0).length; i++) {
      int position = i;
      long[] numbers = values.stream().mapToLong(v -> v[position]).toArray();
      if (Arrays.stream(numbers).allMatch(n -> n == numbers[0])) {
        fixed.add(numbers[0]);
        continue;
      }
      flush(fixed, parts);
      parts.add(number(numbers, i));
    }
    flush(fixed, parts);
    if (parts.isEmpty()) {
      return graph.integers();
    }
    return parts.size() == 1 ? parts.get(0) : graph.node("Concat", parts, Map.of("axis", 0));
  }

  private void flush(List<Long> fixed, List<String> parts) {
    if (!fixed.isEmpty()) {
      parts.add(graph.integers(fixed.stream().mapToLong(Long::longValue).toArray()));
      fixed.clear();
    }
  }

  private String number(long[] numbers, int position) {
    return find(numbers)
        .orElseThrow(
            () ->
                call.refused(
                    "number "
                        + position
                        + " of a shape or an index is "
                        + shown(numbers)
                        + " in the recordings, which is no multiple, fraction, sum or product of"
                        + " dimensions of its input"));
  }

  private static String shown(long[] numbers) {
    return RecordedCall.shown(Arrays.stream(numbers).boxed().toList());
  }

  /**
   * A vector of one number that follows from the dimensions.
   *
   * @param numbers the number in each recording
   * @throws UndecidedException if it follows in more than one way
   */
  Optional<String> find(long[] numbers) {
    List<Length> near = lengths(true);
    Optional<Length> copied =
        Stream.concat(near.stream(), lengths(false).stream())
            .filter(length -> Arrays.equals(length.values(), numbers))
            .findFirst();
    return copied.isPresent() ? copied.map(this::write) : computed(numbers, near);
  }

  private Optional<String> computed(long[] numbers, List<Length> near) {
    boolean undecided = false;
    for (Length length : near) {
      List<Formula> formulas = Formula.of(numbers, length.values());
      if (!formulas.isEmpty() && Formula.agree(formulas, length.values())) {
        return Optional.of(formulas.get(0).write(write(length), graph));
      }
      undecided |= !formulas.isEmpty() || Formula.isOpen(numbers, length.values());
    }
    Optional<String> multiplied = multiplied(numbers, near);
    if (multiplied.isEmpty() && undecided) {
      throw undecided(
          "a number is "
              + shown(numbers)
              + " in the recordings, which may follow from a dimension of its input");
    }
    return multiplied;
  }

  /** More recordings may tell. */
  UndecidedException undecided(String what) {
    return new UndecidedException(
        String.valueOf(call.refused(what + " in more than one way").getMessage()));
  }

  private Optional<String> multiplied(long[] numbers, List<Length> near) {
    for (int i = 0; i < near.size(); i++) {
      for (Length other : near.subList(i, near.size())) {
        long factor = Formula.factor(numbers, product(near.get(i).values(), other.values()));
        if (factor > 0) {
          String area = graph.node("Mul", List.of(write(near.get(i)), write(other)), Map.of());
          return Optional.of(
              factor == 1
                  ? area
                  : graph.node("Mul", List.of(area, graph.integers(factor)), Map.of()));
        }
      }
    }
    return Optional.empty();
  }

  private static long[] product(long[] a, long[] b) {
    long[] product = new long[a.length];
    Arrays.setAll(product, i -> a[i] * b[i]);
    return product;
  }

  /** The dimensions that differ between the recordings. */
  private List<Length> lengths(boolean near) {
    List<Length> lengths = new ArrayList<>();
    for (Reference reference : references.get()) {
      for (int i = 0; i < reference.shapes().get(0).dimension(); i++) {
        if (reference.isNear() == near && !Extents.isFixed(reference.shapes(), i)) {
          lengths.add(new Length(reference.name(), i, reference.lengths(i)));
        }
      }
    }
    return lengths;
  }

  private String write(Length length) {
    return graph.shared(
        "length " + length.axis() + " of " + length.array(),
        () -> {
          String shape = graph.node("Shape", List.of(length.array()), Map.of());
          return graph.node(
              "Gather", List.of(shape, graph.integers(length.axis())), Map.of("axis", 0));
        });
  }
}
