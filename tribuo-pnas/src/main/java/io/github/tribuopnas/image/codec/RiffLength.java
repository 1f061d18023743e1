package io.github.tribuopnas.image.codec;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Refuses a WebP file that is cut off: its decoder would make up the rest. */
final class RiffLength {

  /** "RIFF" and the length of what follows. */
  private static final int HEAD = 8;

  private RiffLength() {}

  static void check(byte[] file) throws IOException {
    long stated =
        HEAD
            + Integer.toUnsignedLong(
                ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).getInt(4));
    if (file.length < stated) {
      throw new IOException(
          "it is cut off: its header states " + stated + " bytes, but it has " + file.length);
    }
  }
}
