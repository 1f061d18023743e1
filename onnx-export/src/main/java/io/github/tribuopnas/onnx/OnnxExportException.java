package io.github.tribuopnas.onnx;

/** The exported model is not what the block is: ONNX Runtime refuses it, or answers otherwise. */
public final class OnnxExportException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * Describes what went wrong.
   *
   * @param message what went wrong, and what to do
   * @param cause what the runtime said, or null
   */
  public OnnxExportException(String message, Throwable cause) {
    super(message, cause);
  }
}
