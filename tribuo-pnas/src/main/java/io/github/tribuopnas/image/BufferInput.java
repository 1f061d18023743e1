package io.github.tribuopnas.image;

import java.io.InputStream;
import java.nio.ByteBuffer;

/** Reads a buffer from its position on, and moves the position. */
final class BufferInput extends InputStream {

  private final ByteBuffer buffer;

  BufferInput(ByteBuffer buffer) {
    this.buffer = buffer;
  }

  @Override
  public int read() {
    return buffer.hasRemaining() ? buffer.get() & 0xff : -1;
  }

  @Override
  public int read(byte[] target, int start, int count) {
    if (count > 0 && !buffer.hasRemaining()) {
      return -1;
    }
    int available = Math.min(count, buffer.remaining());
    buffer.get(target, start, available);
    return available;
  }
}
