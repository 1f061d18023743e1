package io.github.tribuopnas.image;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
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
        (bytes, count) ->
            bytes
                ? BytePixels.of(ByteBuffer.wrap(readBytes(in, count)))
                : new FloatPixels(
                    FloatBuffer.wrap(readFloats(in, checked(count, Float.BYTES, length)))));
  }

  /**
   * Reads what {@link #write} wrote without copying a pixel.
   *
   * @param buffer holds it from its position on; the position moves behind it
   * @return images that read their pixels from the buffer
   * @throws IOException if the buffer ends early or holds what cannot have been written
   */
  static PackedImages map(ByteBuffer buffer) throws IOException {
    DataInputStream in = new DataInputStream(new BufferInput(buffer));
    return read(
        in,
        buffer.remaining(),
        (bytes, count) -> {
          int size = Math.multiplyExact(count, bytes ? 1 : Float.BYTES);
          ByteBuffer pixels = buffer.slice(buffer.position(), size).asReadOnlyBuffer();
          buffer.position(buffer.position() + size);
          return bytes ? BytePixels.of(pixels) : new FloatPixels(pixels.asFloatBuffer());
        });
  }

  /** Takes pixels from where they are. */
  @FunctionalInterface
  private interface PixelSource {
    Pixels pixels(boolean bytes, int count) throws IOException;
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
      int values = PixelCollector.checkedLength(format, count);
      Pixels pixels = source.pixels(in.readBoolean(), values);
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
