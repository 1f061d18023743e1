package io.github.tribuopnas.onnx.recording;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.nn.Parameter;
import io.github.tribuopnas.onnx.graph.Tensor;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Records one run of a block. Not safe for use by several threads. */
final class Recorder {
  /** Methods that depend on their array arguments alone: the receiver only lends its engine. */
  private static final Set<String> STATIC_LIKE =
      Set.of(
          "convolution",
          "deconvolution",
          "linear",
          "embedding",
          "prelu",
          "dropout",
          "layerNorm",
          "batchNorm",
          "rnn",
          "gru",
          "lstm");

  /**
   * Results that follow from the shape of the receiver alone. They are an operand of their call,
   * and the mapping makes a constant of it.
   */
  private static final Set<String> SHAPED = Set.of("multiBoxPrior");

  /** Results that share the memory of the receiver. */
  private static final Set<String> VIEWS =
      Set.of(
          "reshape",
          "get",
          "transpose",
          "swapAxes",
          "squeeze",
          "expandDims",
          "flatten",
          "broadcast",
          "split",
          "real");

  private static final long MOST_DERIVED = 1 << 20;

  private final Operations operations;
  private final Map<Parameter, String> names;
  private final NDManager realManager;
  private final Execution execution;
  private final NDManager manager;
  private final List<Call> calls = new ArrayList<>();
  private int noted;

  /**
   * Prepares a recording.
   *
   * @param operations the operations that can be written
   * @param names the parameters of the block and their names
   * @param realManager owns all arrays of the recording; the caller closes it
   * @param execution runs the operations
   */
  Recorder(
      Operations operations,
      Map<Parameter, String> names,
      NDManager realManager,
      Execution execution) {
    this.operations = operations;
    this.names = names;
    this.realManager = realManager;
    this.execution = execution;
    this.manager = RecordingManager.of(this, realManager);
  }

  NDManager manager() {
    return manager;
  }

  /**
   * Runs a block.
   *
   * @param forward the block
   * @param inputs an example batch
   * @return what the block did
   * @throws UnsupportedOperationException if it did what no graph can express
   */
  Recording record(Forward forward, NDList inputs) {
    NDList recorded = new NDList();
    List<Call.Value> values = new ArrayList<>();
    for (int i = 0; i < inputs.size(); i++) {
      NDArray input = inputs.get(i);
      values.add(value(input));
      NDArray proxy = wrap(input, new Source.Input(i), new Storage());
      proxy.setName(input.getName());
      recorded.add(proxy);
    }
    NDList outputs = forward.run(new RecordingParameterStore(this), recorded);
    if (outputs.isEmpty()) {
      throw new UnsupportedOperationException(
          "the block returns no arrays; a file has at least one output");
    }
    execution.returned(identities(outputs));
    List<Call.Operand> results = new ArrayList<>();
    if (execution.isLive()) {
      outputs.forEach(output -> results.add(operand(output)));
    }
    return new Recording(values, List.copyOf(calls), results);
  }

  private List<Object> identities(List<?> arrays) {
    List<Object> identities = new ArrayList<>();
    arrays.forEach(array -> identities.add(RecordingArray.identity(array, this)));
    return identities;
  }

  NDArray constant(NDArray real) {
    return wrap(real, null, new Storage());
  }

  NDArray weight(Parameter parameter) {
    String name = names.get(parameter);
    if (name == null) {
      return constant(
          (NDArray) execution.run("stopGradient", List.of(), List.of(), () -> detached(parameter)));
    }
    return wrap(detached(parameter), new Source.Weight(name, parameter), new Storage());
  }

  private NDArray detached(Parameter parameter) {
    NDArray detached = parameter.getArray().stopGradient();
    detached.attach(realManager);
    return detached;
  }

  Execution execution() {
    return execution;
  }

  /**
   * A default method is recorded as the operations that it calls, unless the engine overrides it.
   */
  boolean isWhole(Method method, Object target) {
    return !method.isDefault()
        || operations.replacesDefault(method)
        || Engines.overrides(method, target);
  }

  NDArray index(NDArray array, NDIndex index) {
    RecordingArray receiver = Objects.requireNonNull(RecordingArray.behind(array), "not recorded");
    NDArray real = receiver.real();
    List<NDArray> indexArrays = new ArrayList<>();
    IndexSpec spec = IndexSpec.of(index, real.getShape().dimension(), indexArrays);
    NDIndex plain = Indices.unwrap(index);
    List<Object> arguments = Arrays.asList(null, spec);
    List<Object> arrays = new ArrayList<>();
    arrays.add(array);
    arrays.addAll(indexArrays);
    Object result =
        execution.run("get", identities(arrays), arguments, () -> real.get(realManager, plain));
    return (NDArray) finish(receiver, "get", arrays, arguments, result);
  }

  /** Runs an operation on the real arrays and records it if its result depends on the inputs. */
  Object call(RecordingArray receiver, Object target, Method method, Object[] arguments)
      throws Throwable {
    String operation = method.getName();
    List<Object> arrays = new ArrayList<>();
    if (!STATIC_LIKE.contains(operation)) {
      arrays.add(receiver.proxy());
    }
    List<Object> plain = new ArrayList<>();
    Class<?>[] types = method.getParameterTypes();
    for (int i = 0; i < arguments.length; i++) {
      if (NDArray.class.isAssignableFrom(types[i])) {
        arrays.add(arguments[i]);
        plain.add(null);
      } else if (arguments[i] instanceof NDList list) {
        arrays.addAll(list);
        plain.add(null);
      } else {
        plain.add(arguments[i] instanceof NDManager ? null : arguments[i]);
      }
    }
    boolean dependent = arrays.stream().anyMatch(Recorder::isDependent);
    if (dependent && !operations.has(operation)) {
      throw missing(method);
    }
    Training.refuse(operation, arguments);
    Object result =
        execution.run(
            operation,
            identities(arrays),
            plain,
            () -> Calls.invoke(method, target, real(operation, arguments)));
    if (SHAPED.contains(operation)) {
      arrays.add(((NDList) result).head());
    }
    return finish(receiver, operation, arrays, plain, result);
  }

  private Object finish(
      RecordingArray receiver,
      String operation,
      List<Object> arrays,
      List<Object> arguments,
      Object result) {
    NDList results = result instanceof NDList list ? list : new NDList((NDArray) result);
    if (result == receiver.real()) {
      return receiver.proxy();
    }
    boolean view = VIEWS.contains(operation);
    boolean dependent = arrays.stream().anyMatch(Recorder::isDependent);
    int position = dependent ? noted++ : -1;
    if (dependent && execution.isLive()) {
      note(operation, arrays, arguments, results);
    }
    NDList wrapped = new NDList();
    for (int i = 0; i < results.size(); i++) {
      Storage storage = view ? receiver.storage() : new Storage();
      Source source = dependent ? new Source.Result(position, i) : null;
      RecordingArray handler = new RecordingArray(this, results.get(i), source, storage);
      if (!dependent && execution.isLive() && operations.has(operation) && isSmall(results)) {
        handler.derivedBy(derivation(operation, arrays, arguments, results, i));
      }
      wrapped.add(handler.proxy());
    }
    return result instanceof NDList ? wrapped : wrapped.get(0);
  }

  private void note(String operation, List<Object> arrays, List<Object> arguments, NDList results) {
    List<Call.Operand> operands = new ArrayList<>();
    for (Object array : arrays) {
      operands.add(operand((NDArray) array));
    }
    List<Call.Value> values = results.stream().map(Recorder::value).toList();
    calls.add(new Call(operation, operands, arguments, values, Place.ofCaller()));
  }

  private NDArray wrap(NDArray real, @Nullable Source source, Storage storage) {
    return new RecordingArray(this, real, source, storage).proxy();
  }

  /** The values of a derived constant are kept with those of all that it was computed from. */
  private static boolean isSmall(NDList results) {
    return results.stream().allMatch(r -> r.getShape().size() <= MOST_DERIVED);
  }

  private Derivation derivation(
      String operation, List<Object> arrays, List<Object> arguments, NDList results, int output) {
    List<Derivation.Operand> operands = new ArrayList<>();
    for (Object array : arrays) {
      RecordingArray handler = RecordingArray.behind(array);
      Storage storage = handler == null ? new Storage() : handler.storage();
      operands.add(
          new Derivation.Operand(
              handler == null ? (NDArray) array : handler.real(),
              handler == null ? null : handler.source(),
              handler == null ? null : handler.derivation(),
              storage,
              storage.writes()));
    }
    return new Derivation(
        operation,
        operands,
        arguments,
        results.stream().map(Recorder::value).toList(),
        output,
        Place.ofCaller());
  }

  private static boolean isDependent(@Nullable Object array) {
    RecordingArray handler = RecordingArray.behind(array);
    return handler != null && handler.isDependent();
  }

  private static Call.Value value(NDArray array) {
    return new Call.Value(array.getShape(), array.getDataType());
  }

  private Call.Operand operand(@Nullable NDArray array) {
    if (array == null) {
      return new Call.Operand(new Source.Absent(), null);
    }
    RecordingArray handler = RecordingArray.behind(array);
    return handler == null
        ? operand(array, ofPlain(array), null)
        : operand(handler.real(), handler.source(), handler.derivation());
  }

  private Call.Operand operand(
      NDArray real, @Nullable Source source, @Nullable Derivation derivation) {
    Source known =
        source == null ? new Source.Constant(Tensor.of(real), origin(derivation)) : source;
    return new Call.Operand(known, value(real));
  }

  private Source.@Nullable Origin origin(@Nullable Derivation derivation) {
    if (derivation == null) {
      return null;
    }
    List<Call.Operand> operands = new ArrayList<>();
    for (Derivation.Operand operand : derivation.operands()) {
      NDArray real = operand.real();
      operands.add(
          real == null ? operand(null) : operand(real, operand.source(), operand.derivation()));
    }
    Call call =
        new Call(
            derivation.operation(),
            operands,
            derivation.arguments(),
            derivation.results(),
            derivation.place());
    return new Source.Origin(call, derivation.output());
  }

  /** A block may take {@code parameter.getArray()} past the store. */
  private @Nullable Source ofPlain(NDArray array) {
    for (Map.Entry<Parameter, String> entry : names.entrySet()) {
      if (entry.getKey().getArray() == array) {
        return new Source.Weight(entry.getValue(), entry.getKey());
      }
    }
    return null;
  }

  /** The engine's gatherNd writes into its index. */
  private Object[] real(String operation, Object[] arguments) {
    Object[] real = unwrap(arguments);
    if (operation.equals("gatherNd")) {
      real[0] = ((NDArray) real[0]).duplicate();
    }
    return real;
  }

  /** Replaces recorded arrays by real ones. */
  Object[] unwrap(Object[] arguments) {
    Object[] real = new Object[arguments.length];
    for (int i = 0; i < arguments.length; i++) {
      real[i] = unwrap(arguments[i]);
    }
    return real;
  }

  private @Nullable Object unwrap(@Nullable Object argument) {
    if (argument instanceof NDList list) {
      NDList real = new NDList();
      for (NDArray array : list) {
        real.add((NDArray) unwrap(array));
      }
      return real;
    }
    if (argument == manager) {
      return realManager;
    }
    RecordingArray handler = RecordingArray.behind(argument);
    return handler == null ? argument : handler.real();
  }

  /** Like {@link #unwrap}, for methods that have no place in a graph. */
  Object[] unwrapConstants(Method method, Object[] arguments) {
    Object[] real = new Object[arguments.length];
    for (int i = 0; i < arguments.length; i++) {
      real[i] = unwrapConstant("Manager." + method.getName(), arguments[i]);
    }
    return real;
  }

  @Nullable Object unwrapConstant(String operation, Object argument) {
    if (isDependent(argument)) {
      throw new UnsupportedOperationException(
          operation
              + " takes an array that depends on the input and cannot be exported, "
              + Place.ofCaller());
    }
    return unwrap(argument);
  }

  private static UnsupportedOperationException missing(Method method) {
    String name = method.getName();
    return new UnsupportedOperationException(
        method.getDeclaringClass().getSimpleName()
            + "."
            + name
            + " has no mapping to ONNX, "
            + Place.ofCaller()
            + "; rewrite the block with other operations, or add a mapping:"
            + " OnnxExporter.builder().optMapping(\""
            + name
            + "\", (call, graph) -> List.of(graph.node(\"OnnxOperator\", call.inputs(),"
            + " Map.of())))");
  }
}
