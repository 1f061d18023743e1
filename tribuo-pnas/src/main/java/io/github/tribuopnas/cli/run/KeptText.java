package io.github.tribuopnas.cli.run;

/** The value of an option whose text, as typed, would mean something else in another directory. */
public interface KeptText {

  /**
   * Returns the value as it is kept with a run.
   *
   * @return a text that means the same wherever it is read
   */
  String text();
}
