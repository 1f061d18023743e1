package io.github.tribuopnas.image;

import io.github.tribuopnas.base.Require;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes packed images to a stream of bytes and reads them back: the format, the classes, the
 * labels, the pixels. Numbers are big-endian. What is read is trusted only as far as it fits its
 * own length.
 */
final class PackedImagesStream {

  private PackedImagesStream() {}

  static void write(PackedImages images, DataOutputStream out) throws IOException {
    ImageFormat format = images.format();
    out.writeInt(format.height());
    out.writeInt(format.width());
    out.writeInt(format.channels());
    out.writeUTF(format.layout().name());
    out.writeInt(format.firstIndex());
    out.writeDouble(format.maximum());
    out.writeInt(images.classes().size());
    for (String name : images.classes()) {
      out.writeUTF(name);
    }
    out.writeInt(images.size());
    for (int i = 0; i < images.size(); i++) {
      out.writeInt(images.label(i));
    }
    images.writePixels(out);
  }

  /**
   * Reads what {@link #write} wrote.
   *
   * @param in the stream
   * @param length the number of bytes that the stream has at most
   * @throws IOException if the stream ends early or holds what cannot have been written
   */
  static PackedImages read(DataInputStream in, long length) throws IOException {
    return read(
        in,
        length,
        (bytes, format, images) -> {
          int count = PixelCollector.checkedLength(format, images);
          return bytes
              ? BytePixels.of(ByteBuffer.wrap(readBytes(in, count)))
              : new FloatPixels(
                  FloatBuffer.wrap(readFloats(in, checked(count, Float.BYTES, length))));
        });
  }

  /**
   * Reads what {@link #write} wrote without copying a pixel.
   *
   * @param file holds it from its position on; the position moves behind it
   * @param most how many bytes are mapped in one piece, at most
   * @return images that read their pixels from the file, which may be closed
   * @throws IOException if the file ends early or holds what cannot have been written
   */
  static PackedImages map(FileChannel file, int most) throws IOException {
    CountedInput counted =
        new CountedInput(new BufferedInputStream(Channels.newInputStream(file)), file.position());
    return read(
        new DataInputStream(counted),
        file.size() - file.position(),
        (bytes, format, images) -> {
          long size = (long) images * format.pixels() * (bytes ? 1 : Float.BYTES);
          int length = bytes ? Math.max(1, most / format.pixels()) * format.pixels() : floats(size);
          List<ByteBuffer> pieces = MappedPieces.of(file, counted.position, size, length);
          file.position(counted.position + size);
          return bytes
              ? BytePixels.of(pieces, format)
              : new FloatPixels(pieces.get(0).asFloatBuffer());
        });
  }

  /** Only bytes are kept in pieces. */
  private static int floats(long size) {
    Require.that(
        size <= Integer.MAX_VALUE,
        "the size of images whose values are no whole numbers from 0 to 255",
        size + " bytes",
        "up to " + Integer.MAX_VALUE + ", of fewer or smaller images");
    return (int) Math.max(1, size);
  }

  /** Knows where in a file it is, of which more was read ahead. */
  private static final class CountedInput extends FilterInputStream {

    private long position;

    CountedInput(InputStream in, long position) {
      super(in);
      this.position = position;
    }

    @Override
    public int read() throws IOException {
      int value = super.read();
      position += value < 0 ? 0 : 1;
      return value;
    }

    @Override
    public int read(byte[] target, int start, int count) throws IOException {
      int got = super.read(target, start, count);
      position += Math.max(0, got);
      return got;
    }
  }

  /** Takes pixels from where they are. */
  @FunctionalInterface
  private interface PixelSource {
    Pixels pixels(boolean bytes, ImageFormat format, int images) throws IOException;
  }

  private static PackedImages read(DataInputStream in, long length, PixelSource source)
      throws IOException {
    try {
      ImageFormat format =
          ImageFormat.builder()
              .setHeight(in.readInt())
              .setWidth(in.readInt())
              .setChannels(in.readInt())
              .optLayout(PixelLayout.valueOf(in.readUTF()))
              .optFirstIndex(in.readInt())
              .optMaximum(in.readDouble())
              .build();
      int classCount = checked(in.readInt(), 2, length);
      List<String> classes = new ArrayList<>();
      for (int i = 0; i < classCount; i++) {
        classes.add(in.readUTF());
      }
      int count = checked(in.readInt(), Integer.BYTES + (long) format.pixels(), length);
      int[] labels = new int[count];
      for (int i = 0; i < count; i++) {
        labels[i] = in.readInt();
      }
      Pixels pixels = source.pixels(in.readBoolean(), format, count);
      requireFinite(pixels);
      return PackedImages.checked(format, pixels, labels, classes);
    } catch (RuntimeException | EOFException e) {
      throw new IOException("the packed images are damaged: " + e.getMessage(), e);
    }
  }

  private static void requireFinite(Pixels pixels) {
    for (int i = 0; !pixels.areBytes() && i < pixels.length(); i++) {
      if (!Float.isFinite(pixels.get(i))) {
        throw new IllegalArgumentException("a pixel is " + pixels.get(i));
      }
    }
  }

  private static int checked(int count, long size, long length) throws IOException {
    if (count < 0 || count * size > length) {
      throw new IOException(
          "the packed images are damaged: "
              + count
              + " items of "
              + size
              + " bytes cannot be in "
              + length
              + " bytes");
    }
    return count;
  }

  private static byte[] readBytes(DataInputStream in, int count) throws IOException {
    byte[] values = new byte[count];
    in.readFully(values);
    return values;
  }

  private static float[] readFloats(DataInputStream in, int count) throws IOException {
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = in.readFloat();
    }
    return values;
  }
}
