package io.github.tribuopnas.doctor;

/** What a finding means for a search. */
public enum Verdict {
  /** All is well. */
  GOOD("ok"),
  /** A search runs, but could run better, or on more of the machine. */
  ADVICE("advice"),
  /** No search runs until it is fixed. */
  FAULT("FAULT");

  private final String text;

  Verdict(String text) {
    this.text = text;
  }

  /**
   * Returns the word for people.
   *
   * @return one short word
   */
  public String text() {
    return text;
  }
}
