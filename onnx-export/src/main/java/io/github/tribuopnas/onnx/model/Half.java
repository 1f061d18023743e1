package io.github.tribuopnas.onnx.model;

/** IEEE 754 half precision, which Java 17 has no type for. */
public final class Half {
  private Half() {}

  /**
   * Rounds to the nearest half, ties to even; too large becomes infinite.
   *
   * @param value any number
   * @return the bits of the half
   */
  public static short fromFloat(float value) {
    int bits = Float.floatToRawIntBits(value);
    int sign = bits >>> 16 & 0x8000;
    int magnitude = bits & 0x7fffffff;
    if (magnitude > 0x7f800000) {
      return (short) (sign | 0x7e00);
    }
    if (magnitude >= 0x47800000) {
      return (short) (sign | 0x7c00);
    }
    if (magnitude < 0x38800000) {
      return (short) (sign | subnormal(magnitude));
    }
    int rebased = magnitude - 0x38000000;
    int half = rebased >>> 13;
    int rest = rebased & 0x1fff;
    if (rest > 0x1000 || rest == 0x1000 && (half & 1) == 1) {
      half++;
    }
    return (short) (sign | half);
  }

  private static int subnormal(int magnitude) {
    // Multiples of 2^-24: exact in double, so that Math.rint rounds ties to even.
    return (int) Math.rint(Float.intBitsToFloat(magnitude) * 0x1p24);
  }

  /**
   * The exact value of a half.
   *
   * @param half its bits
   * @return its value
   */
  public static float toFloat(short half) {
    int exponent = half >>> 10 & 0x1f;
    int fraction = half & 0x3ff;
    float magnitude;
    if (exponent == 0) {
      magnitude = fraction * 0x1p-24f;
    } else if (exponent == 31) {
      magnitude = fraction == 0 ? Float.POSITIVE_INFINITY : Float.NaN;
    } else {
      magnitude = Float.intBitsToFloat(exponent + 112 << 23 | fraction << 13);
    }
    return half < 0 ? -magnitude : magnitude;
  }
}
