package io.github.tribuopnas.image;

import io.github.tribuopnas.base.Failures;
import io.github.tribuopnas.base.Sha256;
import io.github.tribuopnas.onnx.model.AtomicFiles;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
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

  private static final int MOST_OF_A_PIECE = 1 << 30;

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
   * @param file a file that {@link #write(Path, ImageSplit)} wrote; images whose values are no
   *     bytes take less than 2 GiB of it
   * @return the images, whose pixels stay in the file
   * @throws IOException if the file cannot be read, is damaged or of another kind
   */
  public static ImageSplit map(Path file) throws IOException {
    return map(file, MOST_OF_A_PIECE);
  }

  static ImageSplit map(Path file, int mostOfAPiece) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      DataInputStream unbuffered = new DataInputStream(Channels.newInputStream(channel));
      if (channel.size() < Long.BYTES || unbuffered.readLong() != MAGIC) {
        throw new IOException("it holds no training and validation images of this version");
      }
      return new ImageSplit(
          PackedImagesStream.map(channel, mostOfAPiece),
          PackedImagesStream.map(channel, mostOfAPiece));
    } catch (NoSuchFileException e) {
      throw e;
    } catch (IOException e) {
      throw new IOException(file + " cannot be mapped: " + Failures.message(e), e);
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
