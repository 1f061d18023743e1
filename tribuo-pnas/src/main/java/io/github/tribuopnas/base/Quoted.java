package io.github.tribuopnas.base;

/** Foreign text made fit for an error message: quoted, on one line and short. */
public final class Quoted {

  private static final int LONGEST = 40;

  private Quoted() {}

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
