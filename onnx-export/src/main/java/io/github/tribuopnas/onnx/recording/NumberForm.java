package io.github.tribuopnas.onnx.recording;

/** How a number that a block hands to an operation follows from a whole one, such as a length n. */
public enum NumberForm {
  /** n itself. */
  PLAIN,
  /** 1 / n, as in a mean. */
  INVERSE,
  /** The root of n. */
  ROOT,
  /** 1 / the root of n. */
  INVERSE_ROOT;

  /**
   * Whether a number has the root of another in it.
   *
   * @return true for a root or its inverse
   */
  public boolean isRoot() {
    return this == ROOT || this == INVERSE_ROOT;
  }

  /**
   * Whether a number is one divided by another.
   *
   * @return true for an inverse
   */
  public boolean isInverse() {
    return this == INVERSE || this == INVERSE_ROOT;
  }

  /**
   * What a number of this form follows from.
   *
   * @param number the number
   * @return n; not finite for zero, which is no inverse
   */
  public double base(double number) {
    double whole = isInverse() ? 1 / number : number;
    return isRoot() ? whole * whole : whole;
  }
}
