package io.github.tribuopnas.options;

import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** What a program and all its commands tell of an error. */
public final class DebugOption {

  @Option(
      names = "--debug",
      scope = ScopeType.INHERIT,
      description = "Print the stack trace of an error.")
  private boolean debug;

  /** Starts from the default. */
  public DebugOption() {}

  /**
   * Returns whether the stack trace of an error is printed.
   *
   * @return false unless it was asked for
   */
  public boolean isGiven() {
    return debug;
  }
}
