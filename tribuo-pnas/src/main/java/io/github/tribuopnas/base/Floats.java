package io.github.tribuopnas.base;

/** Numbers in single precision. */
public final class Floats {

  private Floats() {}

  /**
   * Rounds numbers.
   *
   * @param numbers in double precision
   * @return the nearest in single precision, a new array
   */
  public static float[] of(double[] numbers) {
    float[] floats = new float[numbers.length];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = (float) numbers[i];
    }
    return floats;
  }
}
