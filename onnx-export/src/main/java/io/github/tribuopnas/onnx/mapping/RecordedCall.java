package io.github.tribuopnas.onnx.mapping;

import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.github.tribuopnas.onnx.graph.OnnxGraph;
import io.github.tribuopnas.onnx.recording.Call;
import io.github.tribuopnas.onnx.recording.NumberForm;
import io.github.tribuopnas.onnx.recording.Source;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * An operation that the block called, as seen in all recordings: what differs between them is not a
 * constant and can't be read as one.
 *
 * <p>Operands are the arrays that go in: the receiver first ({@code x.add(y)} has operands x and
 * y), an {@code NDList} spread out. For the methods of {@code NDArrayEx} that name their input
 * ({@code convolution}, {@code linear}, {@code batchNorm}, ...) the arrays among the parameters.
 * Arguments are the other Java parameters, by their position in the method.
 */
public final class RecordedCall {
  private static final int MOST_SHOWN = 8;

  private final List<Call> calls;
  private final Context context;

  /** What a call needs to know of the graph around it. */
  interface Context {

    /** The ONNX name of an operand; adds an initializer where it is a constant. */
    String name(List<Call.Operand> operand, RecordedCall call);

    /** The arrays whose shapes are known when the call runs. */
    List<Dimensions.Reference> references(RecordedCall call);
  }

  RecordedCall(List<Call> calls, Context context) {
    this.calls = calls;
    this.context = context;
  }

  private Call first() {
    return calls.get(0);
  }

  /**
   * The name of the method.
   *
   * @return for example {@code convolution}
   */
  public String operation() {
    return first().operation();
  }

  /**
   * Where the block called the operation, for error messages.
   *
   * @return a phrase with class and line
   */
  public String place() {
    return first().place();
  }

  /**
   * The number of operands, absent ones included.
   *
   * @return at least one
   */
  public int operandCount() {
    return first().operands().size();
  }

  /**
   * Whether an operand is there; the bias of a convolution without one is not.
   *
   * @param operand position, from 0
   * @return false for a null array
   */
  public boolean isPresent(int operand) {
    return !(first().operands().get(operand).source() instanceof Source.Absent);
  }

  /**
   * The ONNX value of an operand, for use as input of a node.
   *
   * @param operand position, from 0
   * @return its name; the empty string, which ONNX reads as "no input", for an absent operand
   * @throws UnsupportedOperationException if a constant operand differs between the recordings
   */
  public String input(int operand) {
    return context.name(operands(operand), this);
  }

  /**
   * All operands as ONNX values.
   *
   * @return names, in order
   */
  public List<String> inputs() {
    List<String> inputs = new ArrayList<>();
    for (int i = 0; i < operandCount(); i++) {
      inputs.add(input(i));
    }
    return inputs;
  }

  /**
   * The shape of an operand.
   *
   * @param operand position, from 0
   * @return its dimensions, -1 where they differ between the recordings (the batch)
   */
  public Shape shape(int operand) {
    return Extents.common(operandShapes(operand));
  }

  /**
   * The element type of an operand.
   *
   * @param operand position, from 0
   * @return its type
   */
  public DataType type(int operand) {
    return first().operands().get(operand).known().type();
  }

  /**
   * An argument that is no array.
   *
   * @param position position among the Java parameters of the method, from 0
   * @param type class of the argument, for example {@code Integer.class} or {@code long[].class}
   * @param <T> type of the argument
   * @return its value
   * @throws UnsupportedOperationException if it differs between the recordings, as a number does
   *     that the block computed from the batch size
   */
  public <T> T argument(int position, Class<T> type) {
    return commonArgument(position).map(type::cast).orElseThrow(() -> differs(position));
  }

  /** An error for an argument that is no constant. */
  UnsupportedOperationException differs(int position) {
    return refused(
        "its argument "
            + position
            + " depends on the size or the values of the input ("
            + shown(arguments(position))
            + " in the recordings), so it is no constant");
  }

  /** The first of the values that something has in the recordings. */
  static String shown(List<?> values) {
    return values.size() <= MOST_SHOWN
        ? values.toString()
        : values.subList(0, MOST_SHOWN).toString().replace("]", ", ...]");
  }

  /** An argument in each recording. */
  List<Object> arguments(int position) {
    return calls.stream().map(c -> c.arguments().get(position)).toList();
  }

  Optional<Object> commonArgument(int position) {
    Object value = first().arguments().get(position);
    boolean same =
        calls.stream().allMatch(c -> Objects.deepEquals(value, c.arguments().get(position)));
    return same ? Optional.of(value) : Optional.empty();
  }

  /**
   * The number of Java parameters of the method.
   *
   * @return zero or more
   */
  public int argumentCount() {
    return first().arguments().size();
  }

  /**
   * Whether the Java parameter at a position is there and holds no array.
   *
   * @param position position among the Java parameters, from 0
   * @return false for arrays, for null and past the last parameter
   */
  public boolean hasArgument(int position) {
    return position < argumentCount() && first().arguments().get(position) != null;
  }

  /**
   * The number of arrays that come out.
   *
   * @return at least one
   */
  public int resultCount() {
    return first().results().size();
  }

  /**
   * The shape of a result.
   *
   * @param result position, from 0
   * @return its dimensions, -1 where they differ between the recordings (the batch)
   */
  public Shape resultShape(int result) {
    return Extents.common(resultShapes(result));
  }

  /**
   * The element type of a result.
   *
   * @param result position, from 0
   * @return its type
   */
  public DataType resultType(int result) {
    return first().results().get(result).type();
  }

  /** The dimensions of a result as a vector that the graph computes. */
  String resultDimensions(int result, OnnxGraph graph) {
    return dimensions(graph).shape(resultShapes(result));
  }

  /** Computes numbers that differ between the recordings. */
  Dimensions dimensions(OnnxGraph graph) {
    return new Dimensions(() -> context.references(this), graph, this);
  }

  /** A vector of whole numbers that may differ between the recordings. */
  String numbers(List<long[]> values, OnnxGraph graph) {
    return dimensions(graph).vector(values);
  }

  /** A vector of one whole number among the arguments, which may follow from a length. */
  String number(int position, OnnxGraph graph) {
    return numbers(
        arguments(position).stream().map(n -> new long[] {((Number) n).longValue()}).toList(),
        graph);
  }

  /** A number among the arguments that follows from a length, without an axis. */
  String length(int position, DataType type, OnnxGraph graph) {
    double[] given =
        arguments(position).stream().mapToDouble(n -> ((Number) n).doubleValue()).toArray();
    for (NumberForm form : NumberForm.values()) {
      double[] exact = Arrays.stream(given).map(form::base).toArray();
      long[] whole = Arrays.stream(exact).mapToLong(Math::round).toArray();
      double allowed = form == NumberForm.PLAIN ? 0 : 1e-6;
      boolean isWhole =
          IntStream.range(0, given.length)
              .allMatch(i -> Math.abs(exact[i] - whole[i]) <= allowed * whole[i]);
      if (isWhole && (type.isFloating() || form == NumberForm.PLAIN)) {
        Optional<String> found = dimensions(graph).find(whole);
        if (found.isPresent()) {
          return formed(form, found.get(), type, graph);
        }
      }
    }
    throw differs(position);
  }

  private static String formed(NumberForm form, String length, DataType type, OnnxGraph graph) {
    String whole = graph.node("Squeeze", List.of(length, graph.integers(0)), Map.of());
    String number = Casts.cast(whole, DataType.INT64, type, graph);
    String root = form.isRoot() ? graph.node("Sqrt", List.of(number), Map.of()) : number;
    return form.isInverse()
        ? graph.node("Div", List.of(graph.scalar(1, type), root), Map.of())
        : root;
  }

  List<Call.Operand> operands(int operand) {
    return calls.stream().map(c -> c.operands().get(operand)).toList();
  }

  List<Shape> operandShapes(int operand) {
    return calls.stream().map(c -> c.operands().get(operand).known().shape()).toList();
  }

  List<Shape> resultShapes(int result) {
    return calls.stream().map(c -> c.results().get(result).shape()).toList();
  }

  /** An error that says what of this call cannot be exported. */
  UnsupportedOperationException refused(String reason) {
    return new UnsupportedOperationException(
        operation() + " cannot be exported: " + reason + ", " + place());
  }
}
