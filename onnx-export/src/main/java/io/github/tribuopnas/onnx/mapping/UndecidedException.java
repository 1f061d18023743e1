package io.github.tribuopnas.onnx.mapping;

/**
 * A number follows from a free length by several formulas that differ at other lengths: more
 * recordings may decide between them.
 */
public final class UndecidedException extends UnsupportedOperationException {
  private static final long serialVersionUID = 1;

  UndecidedException(String message) {
    super(message);
  }
}
