package io.github.tribuopnas.onnx.recording;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.internal.NDArrayEx;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The handler of a recording {@link NDArray}: a real array, and where its value comes from.
 *
 * <p>The lifetime of the real array is the recording's: {@code close}, {@code attach} and {@code
 * detach} do nothing.
 */
final class RecordingArray implements InvocationHandler {
  private static final Set<String> FACTS =
      Set.of(
          "getName",
          "setName",
          "getUid",
          "getDataType",
          "getDevice",
          "getSparseFormat",
          "hasGradient");
  private static final Set<String> LIFETIME =
      Set.of("attach", "detach", "tempAttach", "returnResource", "close", "setRequiresGradient");
  private static final Set<String> READS =
      Set.of("toByteBuffer", "toStringArray", "contentEquals", "encode", "toDebugString");
  private static final Set<String> WRITES = Set.of("set", "intern", "copyTo", "setScalar");
  private static final Map<String, String> IN_PLACE =
      Map.ofEntries(
          Map.entry("addi", "add"),
          Map.entry("subi", "sub"),
          Map.entry("muli", "mul"),
          Map.entry("divi", "div"),
          Map.entry("modi", "mod"),
          Map.entry("powi", "pow"),
          Map.entry("signi", "sign"),
          Map.entry("negi", "neg"),
          Map.entry("rsubi", "rsub"),
          Map.entry("rdivi", "rdiv"),
          Map.entry("rmodi", "rmod"),
          Map.entry("rpowi", "rpow"));

  /** An array that no recorded manager made. */
  record Plain(NDArray array, Shape shape) {}

  private final Recorder recorder;
  private final NDArray proxy;
  private final NDArrayEx extension;
  private Storage storage;
  private int version;
  private NDArray real;
  private @Nullable Source source;
  private @Nullable Derivation derivation;

  RecordingArray(Recorder recorder, NDArray real, @Nullable Source source, Storage storage) {
    this.recorder = recorder;
    this.real = real;
    this.source = source;
    this.storage = storage;
    this.version = storage.version();
    this.proxy = newProxy(NDArray.class, this);
    this.extension = newProxy(NDArrayEx.class, this);
  }

  private static <T> T newProxy(Class<T> type, InvocationHandler handler) {
    return type.cast(
        Proxy.newProxyInstance(
            RecordingArray.class.getClassLoader(), new Class<?>[] {type}, handler));
  }

  /** The handler behind an array, or null for an array that is not recorded. */
  static @Nullable RecordingArray behind(@Nullable Object array) {
    if (array != null
        && Proxy.isProxyClass(array.getClass())
        && Proxy.getInvocationHandler(array) instanceof RecordingArray handler) {
      return handler;
    }
    return null;
  }

  /**
   * What an array is, to compare runs: its source, or, of a constant, the real array, or a {@link
   * Plain} one.
   */
  static Object identity(@Nullable Object array, Recorder recorder) {
    if (array == null) {
      return new Source.Absent();
    }
    RecordingArray handler = behind(array);
    if (handler == null) {
      NDArray plain = (NDArray) array;
      return new Plain(plain, plain.getShape());
    }
    if (handler.recorder != recorder) {
      throw new UnsupportedOperationException(
          "the block uses an array that it kept from an earlier call of forward, "
              + Place.ofCaller()
              + "; a graph keeps nothing: compute it each time, or make it a parameter");
    }
    return handler.source == null ? handler.real : handler.source;
  }

  NDArray proxy() {
    return proxy;
  }

  /** Says how a constant was computed. */
  RecordingArray derivedBy(Derivation how) {
    derivation = how;
    return this;
  }

  /** How a constant was computed, if it still is what came out then. */
  @Nullable Derivation derivation() {
    return derivation != null && storage.writes() == 0 && derivation.isValid() ? derivation : null;
  }

  NDArray real() {
    return real;
  }

  Storage storage() {
    return storage;
  }

  /** Where the value comes from; null stands for the present values of {@link #real()}. */
  @Nullable Source source() {
    if (version != storage.version()) {
      throw new UnsupportedOperationException(
          "an array is used after an in-place operation changed its memory through another view, "
              + Place.ofCaller()
              + "; ONNX has no memory to share: use the out-of-place form (add for addi)");
    }
    return source;
  }

  boolean isDependent() {
    return source != null && source.isDependent();
  }

  @Override
  public @Nullable Object invoke(Object self, Method method, Object @Nullable [] given)
      throws Throwable {
    Object[] arguments = given == null ? new Object[0] : given;
    String name = method.getName();
    if (method.getDeclaringClass() == Object.class) {
      return ofObject(self, name, arguments);
    }
    if (LIFETIME.contains(name)) {
      return null;
    }
    if (name.equals("getShape")) {
      return recorder.execution().shape(real);
    }
    if (FACTS.contains(name)) {
      return Calls.invoke(method, real, arguments);
    }
    if (READS.contains(name) || WRITES.contains(name)) {
      return access(self, method, arguments);
    }
    if (IN_PLACE.containsKey(name)) {
      return inPlace(method, arguments);
    }
    return switch (name) {
      case "isReleased" -> false;
      case "getManager" -> recorder.manager();
      case "getNDArrayInternal" -> extension;
      case "getArray" -> proxy;
      case "getIndexer" -> new RecordingIndexer(recorder);
      case "get" -> get(self, method, arguments);
      case "stopGradient" -> proxy;
      default -> operation(self, method, arguments);
    };
  }

  private Object operation(Object self, Method method, Object[] arguments) throws Throwable {
    Object target = self instanceof NDArrayEx ? real.getNDArrayInternal() : real;
    if (!recorder.isWhole(method, target)) {
      return InvocationHandler.invokeDefault(self, method, arguments);
    }
    return recorder.call(this, target, method, arguments);
  }

  /** All forms of indexing are one operation. */
  private Object get(Object self, Method method, Object[] arguments) throws Throwable {
    if (arguments.length == 2 && arguments[1] instanceof long[] indices) {
      return recorder.index(proxy, new NDIndex(indices));
    }
    return operation(self, method, arguments);
  }

  private Object ofObject(Object self, String name, Object[] arguments) {
    return switch (name) {
      case "equals" -> isSame(self, arguments[0]);
      case "hashCode" -> System.identityHashCode(self);
      default -> "recording of " + real.getShape() + " " + real.getDataType();
    };
  }

  private boolean isSame(Object self, Object other) {
    if (self != other && other instanceof NDArray) {
      throw new UnsupportedOperationException(
          "NDArray.equals compares the values of arrays and gives Java code the answer, "
              + Place.ofCaller()
              + "; values are not known when a graph is written: compare with eq, which gives an"
              + " array");
    }
    return self == other;
  }

  /** Values of a constant may be read and written; those of anything else are not in the graph. */
  private @Nullable Object access(Object self, Method method, Object[] arguments) throws Throwable {
    boolean writes = WRITES.contains(method.getName());
    if (isDependent() || writes && source != null) {
      throw new UnsupportedOperationException(
          "NDArray."
              + method.getName()
              + (writes ? " overwrites" : " reads")
              + " the values of an array that "
              + (isDependent() ? "depends on the input" : "is a parameter")
              + ", "
              + Place.ofCaller()
              + "; what Java code does with values is not part of an ONNX graph: use array"
              + " operations, and create constants with the manager of the input"
              + " (input.getManager())");
    }
    if (method.isDefault()) {
      return InvocationHandler.invokeDefault(self, method, arguments);
    }
    if (writes) {
      Object[] plain = recorder.unwrapConstants(method, arguments);
      Writes.write(
          this,
          method.getName(),
          Arrays.asList(arguments),
          recorder,
          () -> Calls.invoke(method, real, plain));
      return null;
    }
    return Calls.invoke(method, real, recorder.unwrap(arguments));
  }

  /** Memory keeps its type, whatever is written into it. */
  private RecordingArray ofOwnType(@Nullable Object result) throws Throwable {
    RecordingArray found = Objects.requireNonNull(behind(result), "not recorded");
    DataType type = real.getDataType();
    if (found.real.getDataType() == type) {
      return found;
    }
    if (found.real.getDataType().isFloating() && !type.isFloating()) {
      throw new UnsupportedOperationException(
          "an in-place operation on "
              + type
              + " gives "
              + found.real.getDataType()
              + ", which its memory cannot hold, "
              + Place.ofCaller()
              + "; use the out-of-place form");
    }
    Method convert = NDArray.class.getMethod("toType", DataType.class, boolean.class);
    return Objects.requireNonNull(
        behind(found.invoke(found.proxy, convert, new Object[] {type, false})), "not recorded");
  }

  private Object inPlace(Method method, Object[] arguments) throws Throwable {
    if (source instanceof Source.Weight weight) {
      throw new UnsupportedOperationException(
          "NDArray."
              + method.getName()
              + " would change the parameter "
              + weight.name()
              + ", "
              + Place.ofCaller()
              + "; use the out-of-place form");
    }
    Class<?> type = method.getDeclaringClass();
    Object receiver = type == NDArrayEx.class ? extension : proxy;
    Method plain = type.getMethod(IN_PLACE.get(method.getName()), method.getParameterTypes());
    RecordingArray result = ofOwnType(invoke(receiver, plain, arguments));
    version = storage.change();
    real = result.real;
    source = result.source;
    derivation = result.derivation;
    return proxy;
  }
}
