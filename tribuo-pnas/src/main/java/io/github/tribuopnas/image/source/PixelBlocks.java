package io.github.tribuopnas.image.source;

import io.github.tribuopnas.image.MappedPieces;
import io.github.tribuopnas.image.file.DataFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads the pixels of a file, which may exceed one array: few into memory; many in pieces, which
 * stay in the file unless it is gzipped and are read on demand.
 *
 * @param most how many bytes one piece holds at most
 * @param memory how many bytes Java may take
 */
record PixelBlocks(int most, long memory) {

  private static final int MOST = 1 << 28;

  /** Returns the limits of this process. */
  static PixelBlocks ofThisProcess() {
    return new PixelBlocks(MOST, Runtime.getRuntime().maxMemory());
  }

  /**
   * Reads pixels from where a file was read to.
   *
   * @param path the file
   * @param file the same, open
   * @param start how many bytes were read of it
   * @param images how many images follow
   * @param pixels the bytes of one, at most those of a piece
   * @return pieces that hold equal numbers of images, except the last
   * @throws IOException if the file ends before, or cannot be held
   */
  List<ByteBuffer> read(Path path, DataFile file, long start, int images, int pixels)
      throws IOException {
    long size = (long) images * pixels;
    int length = (int) Math.min(size, (long) most / pixels * pixels);
    if (size > length && file.isPlain()) {
      file.pass(size);
      try (FileChannel channel = FileChannel.open(path)) {
        return MappedPieces.of(channel, start, size, length);
      }
    }
    if (size > length && size > memory) {
      throw new IOException(
          path
              + " holds "
              + images
              + " images with a total of "
              + size
              + " bytes, more than the "
              + memory
              + " that Java may take: unzip the file, so that images stay in it until they are"
              + " read, or read only some of them with --train-limit");
    }
    List<ByteBuffer> blocks = new ArrayList<>();
    for (long done = 0; done < size; done += length) {
      blocks.add(ByteBuffer.wrap(file.read((int) Math.min(length, size - done))));
    }
    return blocks;
  }
}
