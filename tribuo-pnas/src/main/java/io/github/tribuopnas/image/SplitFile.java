package io.github.tribuopnas.image;

import io.github.tribuopnas.base.Sha256;
import io.github.tribuopnas.onnx.model.AtomicFiles;
import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.DigestOutputStream;
import java.security.MessageDigest;

/**
 * Training and validation images in one file, which several processes map into their memory, so
 * that the pixels are in memory once, however many processes read them.
 */
public final class SplitFile {

  /** "PNSI" in ASCII, and the version of the form. */
  private static final long MAGIC = 0x504E5349_00000001L;

  private SplitFile() {}

  /**
   * Writes images to a file, which appears complete or not at all.
   *
   * @param file the file; an existing one is replaced, and those who map it keep the old one
   * @param split the images
   * @throws IOException if it cannot be written
   */
  public static void write(Path file, ImageSplit split) throws IOException {
    AtomicFiles.write(file, out -> write(split, out));
  }

  private static void write(ImageSplit split, OutputStream out) throws IOException {
    DataOutputStream data = new DataOutputStream(new BufferedOutputStream(out));
    data.writeLong(MAGIC);
    PackedImagesStream.write(split.training(), data);
    PackedImagesStream.write(split.validation(), data);
    data.flush();
  }

  /**
   * Maps a file. The mapping lasts as long as the images are reachable.
   *
   * @param file a file that {@link #write(Path, ImageSplit)} wrote, below 2 GiB
   * @return the images, whose pixels stay in the file
   * @throws IOException if the file cannot be read, is too large or of another kind
   */
  public static ImageSplit map(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      if (channel.size() > Integer.MAX_VALUE) {
        throw new IOException(
            file
                + " has "
                + channel.size()
                + " bytes; at most "
                + Integer.MAX_VALUE
                + " can be mapped, so search on fewer or smaller images");
      }
      ByteBuffer buffer = channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size());
      if (buffer.remaining() < Long.BYTES || buffer.getLong() != MAGIC) {
        throw new IOException(file + " holds no training and validation images of this version");
      }
      return new ImageSplit(PackedImagesStream.map(buffer), PackedImagesStream.map(buffer));
    }
  }

  /**
   * Returns a fingerprint of images: equal if and only if format, classes, labels, pixels, their
   * order and the split are.
   *
   * @param split the images
   * @return the SHA-256 of the file that {@link #write(Path, ImageSplit)} would write
   */
  public static String fingerprint(ImageSplit split) {
    MessageDigest digest = Sha256.digest();
    try (OutputStream out = new DigestOutputStream(OutputStream.nullOutputStream(), digest)) {
      write(split, out);
    } catch (IOException e) {
      throw new UncheckedIOException("a stream that goes nowhere cannot fail", e);
    }
    return Sha256.hex(digest);
  }
}
