package io.github.tribuopnas.image;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.util.ArrayList;
import java.util.List;

/** Maps what one buffer cannot hold. */
public final class MappedPieces {

  private MappedPieces() {}

  /**
   * Returns what a file holds from a byte on, in pieces that are read on demand.
   *
   * @param file the file, which may be closed afterwards
   * @param start the first byte
   * @param size how many bytes
   * @param length bytes of each piece but the last, at least 1
   * @return the pieces, an empty one of no bytes
   * @throws IOException if the file ends before
   */
  public static List<ByteBuffer> of(FileChannel file, long start, long size, int length)
      throws IOException {
    if (start + size > file.size()) {
      throw new IOException(
          "it is cut off: " + (start + size) + " bytes are needed, but it has " + file.size());
    }
    List<ByteBuffer> pieces = new ArrayList<>();
    for (long done = 0; done < size || pieces.isEmpty(); done += length) {
      pieces.add(file.map(MapMode.READ_ONLY, start + done, Math.min(length, size - done)));
    }
    return pieces;
  }
}
