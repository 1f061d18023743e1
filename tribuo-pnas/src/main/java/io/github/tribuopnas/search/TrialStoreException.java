package io.github.tribuopnas.search;

/**
 * A store could not be opened, read or written: held by another driver, damaged, of another search,
 * or on a disk that is full or read-only. The message says which and what to do.
 */
public final class TrialStoreException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /**
   * Tells what is wrong.
   *
   * @param message the store, what is wrong with it and what to do
   */
  public TrialStoreException(String message) {
    super(message);
  }

  /**
   * Tells what is wrong.
   *
   * @param message the store, what is wrong with it and what to do
   * @param cause what the store's engine said
   */
  public TrialStoreException(String message, Throwable cause) {
    super(message, cause);
  }
}
