package io.github.tribuopnas.onnx.check;

import java.io.IOException;

/** A model file that must not reach a runtime. */
public final class InvalidModelException extends IOException {
  private static final long serialVersionUID = 1L;

  /**
   * Describes what is wrong with the file.
   *
   * @param message the part of the file, what it holds, and what is allowed
   */
  public InvalidModelException(String message) {
    super(message);
  }

  /**
   * Describes what is wrong with the file.
   *
   * @param message the part of the file, what it holds, and what is allowed
   * @param cause the error of the parser
   */
  public InvalidModelException(String message, Throwable cause) {
    super(message, cause);
  }
}
