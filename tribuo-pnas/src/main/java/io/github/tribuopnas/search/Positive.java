package io.github.tribuopnas.search;

/** Checks settings that count something. */
final class Positive {

  private Positive() {}

  /** Returns the number if it is at least 1. */
  static int check(String what, int number) {
    if (number < 1) {
      throw new IllegalArgumentException(what + " is " + number + "; allowed are numbers from 1");
    }
    return number;
  }
}
