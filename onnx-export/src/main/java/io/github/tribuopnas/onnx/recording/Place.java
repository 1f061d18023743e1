package io.github.tribuopnas.onnx.recording;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.nn.Block;
import java.lang.StackWalker.Option;
import java.lang.StackWalker.StackFrame;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Finds the block, and the line of code, that called an operation. */
final class Place {
  private static final StackWalker WALKER = StackWalker.getInstance(Option.RETAIN_CLASS_REFERENCE);
  private static final Set<String> MACHINERY =
      Set.of(Place.class.getPackageName(), "io.github.tribuopnas.onnx.mapping");

  /** It does so when it does not train. */
  private static final String HARMLESS = "ai.djl.nn.norm.GhostBatchNorm";

  private Place() {}

  /** For example {@code called from block com.example.MyBlock at MyBlock.pool(MyBlock.java:42)}. */
  static String ofCaller() {
    List<StackFrame> frames = WALKER.walk(all -> all.filter(Place::isOfUser).limit(64).toList());
    String line =
        frames.isEmpty() ? "unknown code" : frames.get(0).toStackTraceElement().toString();
    return frames.stream()
        .map(StackFrame::getDeclaringClass)
        .filter(Block.class::isAssignableFrom)
        .findFirst()
        .map(block -> "called from block " + block.getName() + " at " + line)
        .orElse("called at " + line);
  }

  /** The classes whose code led to this one, inside of the recorded block. */
  static Set<Class<?>> callers() {
    return WALKER.walk(
        all ->
            all.takeWhile(frame -> frame.getDeclaringClass() != BlockRecorder.class)
                .filter(Place::isOfUser)
                .map(StackFrame::getDeclaringClass)
                .collect(Collectors.toCollection(LinkedHashSet::new)));
  }

  /** Whether the caller normalizes each row alike, however it cuts the batch. */
  static boolean isHarmlessCut() {
    return WALKER.walk(
        all -> all.anyMatch(frame -> frame.getDeclaringClass().getName().equals(HARMLESS)));
  }

  private static boolean isOfUser(StackFrame frame) {
    Class<?> type = frame.getDeclaringClass();
    String name = type.getName();
    return !MACHINERY.contains(type.getPackageName())
        && !NDArray.class.isAssignableFrom(type)
        && !NDManager.class.isAssignableFrom(type)
        && !name.startsWith("java.")
        && !name.startsWith("jdk.")
        && !name.startsWith("ai.djl.ndarray.");
  }
}
