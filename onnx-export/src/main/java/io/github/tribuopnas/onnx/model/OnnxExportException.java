package io.github.tribuopnas.onnx.model;

/**
 * The model cannot be exported as asked: it is too large, or ONNX Runtime refuses it or disagrees
 * with DJL.
 */
public final class OnnxExportException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * Describes what went wrong.
   *
   * @param message what went wrong, and what to do
   */
  public OnnxExportException(String message) {
    super(message);
  }

  /**
   * Describes what went wrong in the runtime.
   *
   * @param message what went wrong, and what to do
   * @param cause what the runtime said
   */
  public OnnxExportException(String message, Throwable cause) {
    super(message, cause);
  }
}
