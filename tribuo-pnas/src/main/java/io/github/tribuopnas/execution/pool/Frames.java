package io.github.tribuopnas.execution.pool;

import io.github.tribuopnas.execution.Message;
import io.github.tribuopnas.execution.WorkerJson;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * Messages on a stream, each in a frame: four bytes that mark its beginning, four that tell its
 * length, the message as JSON. Big-endian.
 */
final class Frames {

  /** "PNAS" in ASCII. */
  private static final int MARK = 0x504E4153;

  private static final int HEADER = 2 * Integer.BYTES;
  private static final int MAX_LENGTH = 1 << 24;

  private Frames() {}

  /** Writes messages, each at once and whole, from several threads. */
  static final class Writer implements AutoCloseable {

    private final DataOutputStream out;

    Writer(OutputStream out) {
      this.out = new DataOutputStream(out);
    }

    synchronized void write(Message message) throws IOException {
      byte[] bytes = WorkerJson.bytes(message);
      // One write, so that a process that is killed leaves a frame whole or none, mostly.
      out.write(
          ByteBuffer.allocate(HEADER + bytes.length)
              .putInt(MARK)
              .putInt(bytes.length)
              .put(bytes)
              .array());
      out.flush();
    }

    @Override
    public void close() throws IOException {
      out.close();
    }
  }

  /** Reads messages. */
  static final class Reader {

    private final DataInputStream in;

    Reader(InputStream in) {
      this.in = new DataInputStream(new BufferedInputStream(in));
    }

    /**
     * Reads the next message.
     *
     * @return the message, or empty at the end of the stream
     * @throws IOException if the stream ends within a message or holds something else
     */
    Optional<Message> read() throws IOException {
      int first = in.read();
      if (first < 0) {
        return Optional.empty();
      }
      int mark = first << 24 | in.readUnsignedByte() << 16 | in.readUnsignedShort();
      if (mark != MARK) {
        throw new IOException(
            "the stream holds something between the messages that starts with "
                + Integer.toHexString(mark));
      }
      int length = in.readInt();
      if (length < 0 || length > MAX_LENGTH) {
        throw new IOException("a message claims a length of " + length + " bytes");
      }
      byte[] bytes = in.readNBytes(length);
      if (bytes.length < length) {
        throw new EOFException(
            "the stream ended after " + bytes.length + " of a message's " + length + " bytes");
      }
      return Optional.of(WorkerJson.message(bytes));
    }
  }
}
