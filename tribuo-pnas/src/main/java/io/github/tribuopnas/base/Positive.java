package io.github.tribuopnas.base;

/** Checks settings that count something. */
public final class Positive {

  private Positive() {}

  /**
   * Returns the number if it is at least 1.
   *
   * @param what the name of the setting
   * @param number its value
   * @return the number
   * @throws IllegalArgumentException if the number is below 1
   */
  public static int check(String what, int number) {
    if (number < 1) {
      throw new IllegalArgumentException(what + " is " + number + "; allowed are numbers from 1");
    }
    return number;
  }
}
