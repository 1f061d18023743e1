package io.github.tribuopnas.image.source;

import io.github.tribuopnas.onnx.model.AtomicFiles;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.CheckedOutputStream;

/** What became of the files of a folder of pictures. Not to be changed. */
final class DecodedPictures {

  private static final long MAGIC = 0x504E41535049_0001L; // "PNASPI", version 1

  private final List<Picture> pictures;
  private final byte[] pixels;

  /**
   * Joins the outcome of each file.
   *
   * @param pictures in the order of the files
   * @param pixels of those that were read, one after the other; kept, not copied
   */
  DecodedPictures(List<Picture> pictures, byte[] pixels) {
    this.pictures = List.copyOf(pictures);
    this.pixels = pixels;
  }

  /**
   * What became of one file.
   *
   * @param hash the SHA-256 of the file; empty if it could not be read
   * @param transparent whether something shows through the picture
   * @param fault why it could not be read; empty if it was
   */
  record Picture(String hash, boolean transparent, String fault) {

    boolean isRead() {
      return fault.isEmpty();
    }
  }

  List<Picture> pictures() {
    return pictures;
  }

  byte[] pixels() {
    return pixels;
  }

  /** Writes a file, which appears complete or not at all. */
  void write(Path file) throws IOException {
    AtomicFiles.write(file, this::write);
  }

  private void write(OutputStream stream) throws IOException {
    CheckedOutputStream checked = new CheckedOutputStream(stream, new CRC32());
    DataOutputStream out = new DataOutputStream(checked);
    out.writeLong(MAGIC);
    out.writeInt(pictures.size());
    for (Picture picture : pictures) {
      out.writeUTF(picture.hash());
      out.writeBoolean(picture.transparent());
      out.writeUTF(picture.fault());
    }
    out.writeInt(pixels.length);
    out.write(pixels);
    out.writeLong(checked.getChecksum().getValue());
    out.flush();
  }

  /**
   * Reads a file.
   *
   * @throws IOException if it is not what {@link #write(Path)} wrote
   */
  static DecodedPictures read(Path file) throws IOException {
    try (InputStream buffered = new BufferedInputStream(Files.newInputStream(file))) {
      CheckedInputStream checked = new CheckedInputStream(buffered, new CRC32());
      DataInputStream in = new DataInputStream(checked);
      if (in.readLong() != MAGIC) {
        throw new IOException(file + " holds no decoded pictures");
      }
      int count = in.readInt();
      List<Picture> pictures = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        pictures.add(new Picture(in.readUTF(), in.readBoolean(), in.readUTF()));
      }
      // Not more than the file has, whatever a damaged length says.
      byte[] pixels = in.readNBytes(in.readInt());
      long sum = checked.getChecksum().getValue();
      if (in.readLong() != sum) {
        throw new IOException(file + " is damaged");
      }
      return new DecodedPictures(pictures, pixels);
    } catch (IllegalArgumentException e) {
      throw new IOException(file + " is damaged", e);
    }
  }
}
