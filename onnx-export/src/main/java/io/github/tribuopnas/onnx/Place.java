package io.github.tribuopnas.onnx;

import ai.djl.nn.Block;
import java.lang.StackWalker.Option;
import java.lang.StackWalker.StackFrame;
import java.util.Optional;

/** Finds the block, and the line in it, that called an operation. */
final class Place {
  private static final StackWalker WALKER = StackWalker.getInstance(Option.RETAIN_CLASS_REFERENCE);

  private Place() {}

  /** For example {@code called from com.example.MyBlock.forwardInternal(MyBlock.java:42)}. */
  static String ofCaller() {
    Optional<StackFrame> block = WALKER.walk(frames -> frames.filter(Place::isOfBlock).findFirst());
    return block
        .map(f -> "called from block " + f.getClassName() + " at " + f.toStackTraceElement())
        .orElse("called from outside of a block");
  }

  private static boolean isOfBlock(StackFrame frame) {
    Class<?> type = frame.getDeclaringClass();
    return Block.class.isAssignableFrom(outermost(type));
  }

  private static Class<?> outermost(Class<?> type) {
    Class<?> enclosing = type;
    while (!Block.class.isAssignableFrom(enclosing) && enclosing.getEnclosingClass() != null) {
      enclosing = enclosing.getEnclosingClass();
    }
    return enclosing;
  }
}
