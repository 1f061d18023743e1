package io.github.tribuopnas.onnx.recording;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The handler of the {@link NDManager} that recorded arrays belong to: what it creates is recorded
 * as a constant. Its sub-managers are itself, so that intermediate arrays live until the recording
 * ends.
 */
final class RecordingManager implements InvocationHandler {
  private final Recorder recorder;
  private final NDManager real;

  private RecordingManager(Recorder recorder, NDManager real) {
    this.recorder = recorder;
    this.real = real;
  }

  static NDManager of(Recorder recorder, NDManager real) {
    return (NDManager)
        Proxy.newProxyInstance(
            RecordingManager.class.getClassLoader(),
            new Class<?>[] {NDManager.class},
            new RecordingManager(recorder, real));
  }

  @Override
  public @Nullable Object invoke(Object self, Method method, Object @Nullable [] given)
      throws Throwable {
    Object[] arguments = given == null ? new Object[0] : given;
    String name = method.getName();
    if (isRandom(name)) {
      throw new UnsupportedOperationException(
          "what NDManager."
              + name
              + " gives cannot be exported, as it is random, "
              + Place.ofCaller()
              + "; draw it once outside of forward, or hand it in as an input");
    }
    switch (name) {
      case "newSubManager", "getParentManager":
        return self;
      case "close", "cap":
      case "attachInternal", "attachUncappedInternal", "tempAttachInternal", "detachInternal":
      case "attachAll", "tempAttachAll":
        return null;
      case "ret":
        return arguments[0];
      case "equals":
        return self == arguments[0];
      case "hashCode":
        return System.identityHashCode(self);
      case "from":
        return RecordingArray.behind(arguments[0]) == null
            ? recorder.constant((NDArray) arguments[0])
            : arguments[0];
      default:
        return recorded(method, recorder.unwrapConstants(method, arguments));
    }
  }

  private static boolean isRandom(String name) {
    return name.startsWith("random") || name.startsWith("sample") || name.equals("truncatedNormal");
  }

  private Object recorded(Method method, Object[] arguments) throws Throwable {
    Class<?> type = method.getReturnType();
    if (!NDArray.class.isAssignableFrom(type) && type != NDList.class) {
      return Calls.invoke(method, real, arguments);
    }
    Object result =
        recorder
            .execution()
            .run(
                "NDManager." + method.getName(),
                List.of(),
                Arrays.stream(arguments).map(Numbers::withoutData).toList(),
                () -> Calls.invoke(method, real, arguments));
    if (result instanceof NDArray array) {
      return recorder.constant(array);
    }
    if (result instanceof NDList list) {
      NDList constants = new NDList();
      for (NDArray array : list) {
        constants.add(recorder.constant(array));
      }
      return constants;
    }
    return result;
  }
}
