package io.github.tribuopnas.base;

/** Foreign text made fit for an error message: quoted, on one line and short. */
public final class Quoted {

  private static final int LONGEST = 40;

  private Quoted() {}

  /**
   * Quotes a text.
   *
   * @param text any text
   * @return at most 40 characters of it in single quotes, without control characters
   */
  public static String of(String text) {
    StringBuilder quoted = new StringBuilder("'");
    int shown = Math.min(text.length(), LONGEST);
    for (int i = 0; i < shown; i++) {
      char c = text.charAt(i);
      quoted.append(Character.isISOControl(c) ? '\uFFFD' : c);
    }
    return quoted.append(shown < text.length() ? "...'" : "'").toString();
  }
}
