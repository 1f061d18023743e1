package io.github.tribuopnas.image;

/** Finds the number in the name of a feature. */
final class FeatureNumber {

  private static final int MAX_DIGITS = 18;

  private FeatureNumber() {}

  /** Returns the number at the end of a name that has no digits before it. */
  static long in(String name) {
    int start = 0;
    while (start < name.length() && !isDigit(name.charAt(start))) {
      start++;
    }
    if (start == name.length()) {
      throw new IllegalArgumentException(
          "feature '" + name + "' names no pixel: it has no number, such as 17 or pixel17");
    }
    long number = 0;
    for (int i = start; i < name.length(); i++) {
      char c = name.charAt(i);
      if (!isDigit(c)) {
        throw new IllegalArgumentException(
            "feature '" + name + "' names no pixel: it must end in one whole number, as pixel17");
      }
      if (i - start == MAX_DIGITS) {
        throw new IllegalArgumentException(
            "feature '"
                + name
                + "' names no pixel: its number has more than "
                + MAX_DIGITS
                + " digits");
      }
      number = 10 * number + (c - '0');
    }
    return number;
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }
}
