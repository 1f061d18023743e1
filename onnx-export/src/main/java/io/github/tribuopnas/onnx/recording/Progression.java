package io.github.tribuopnas.onnx.recording;

import java.lang.reflect.Array;
import java.nio.ByteBuffer;
import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.nio.LongBuffer;
import java.util.Optional;
import java.util.function.IntToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * Numbers of which each is as much more than the one before: all the same, or counted. What has
 * this form in all recordings is written so, and must have it at other sizes, too.
 *
 * @param first the first number
 * @param step from each to the next
 * @param count how many there are
 */
record Progression(double first, double step, long count) {
  private static final Progression NONE = new Progression(0, 0, 0);

  /** What an array of Java, or of arrays, or a buffer holds, if it has this form. */
  static Optional<Progression> of(Object data) {
    return NONE.followedBy(data);
  }

  private Optional<Progression> followedBy(@Nullable Object data) {
    if (data instanceof FloatBuffer floats) {
      return followedBy(floats.position(), floats.limit(), floats::get);
    }
    if (data instanceof DoubleBuffer doubles) {
      return followedBy(doubles.position(), doubles.limit(), doubles::get);
    }
    if (data instanceof IntBuffer integers) {
      return followedBy(integers.position(), integers.limit(), integers::get);
    }
    if (data instanceof LongBuffer longs) {
      return followedBy(longs.position(), longs.limit(), longs::get);
    }
    if (data instanceof ByteBuffer bytes) {
      return followedBy(bytes.position(), bytes.limit(), bytes::get);
    }
    if (data instanceof boolean[] truths) {
      return followedBy(0, truths.length, i -> truths[i] ? 1 : 0);
    }
    if (data instanceof Object[] parts) {
      Optional<Progression> all = Optional.of(this);
      for (Object part : parts) {
        all = all.flatMap(known -> known.followedBy(part));
      }
      return all;
    }
    return data != null && data.getClass().isArray()
        ? followedBy(0, Array.getLength(data), i -> Array.getDouble(data, i))
        : Optional.empty();
  }

  private Optional<Progression> followedBy(int begin, int end, IntToDoubleFunction numbers) {
    double start = first;
    double more = step;
    long known = count;
    double last = first + step * (count - 1);
    for (int i = begin; i < end; i++) {
      double number = numbers.applyAsDouble(i);
      if (known == 0) {
        start = number;
      } else if (known == 1) {
        more = number - last;
      } else if (number != start + more * known) {
        return Optional.empty();
      }
      last = number;
      known++;
    }
    return Optional.of(new Progression(start, more, known));
  }

  /** Whether one of the two may be the beginning of the other. */
  boolean fits(Progression other) {
    return count == 0
        || other.count == 0
        || first == other.first && (count == 1 || other.count == 1 || step == other.step);
  }
}
