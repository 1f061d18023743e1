package io.github.tribuopnas.image.codec;

import io.github.tribuopnas.image.codec.JpegSegments.Segment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Finds the EXIF data of a picture (JEITA CP-3451), which have the form of a TIFF file: in a JPEG's
 * APP1 segment, a PNG's eXIf chunk, a WebP's EXIF chunk, or in the TIFF file itself.
 */
final class ExifBlock {

  private static final int APP1 = 0xe1;
  private static final byte[] HEAD = {'E', 'x', 'i', 'f', 0, 0};
  private static final int PNG_SIGNATURE = 8;
  private static final int RIFF_HEADER = 12;

  private ExifBlock() {}

  /** Returns the data, from their byte order mark on; empty if a file has none. */
  static Optional<ByteBuffer> in(byte[] file) {
    return switch (ImageKind.find(file).orElse(ImageKind.GIF)) {
      case JPEG -> inJpeg(file);
      case PNG -> inPng(file);
      case WEBP -> inWebp(file);
      case TIFF -> Optional.of(ByteBuffer.wrap(file));
      case GIF, BMP -> Optional.empty();
    };
  }

  private static Optional<ByteBuffer> inJpeg(byte[] file) {
    for (Segment segment : JpegSegments.of(file)) {
      if (segment.marker() == APP1 && startsWithHead(segment.data())) {
        return Optional.of(withoutHead(segment.data()));
      }
    }
    return Optional.empty();
  }

  /** A chunk is a length, four letters, so many bytes and a check sum. */
  private static Optional<ByteBuffer> inPng(byte[] file) {
    ByteBuffer bytes = ByteBuffer.wrap(file);
    long at = PNG_SIGNATURE;
    while (at + 12 <= file.length) {
      long length = Integer.toUnsignedLong(bytes.getInt((int) at));
      if (at + 12 + length > file.length) {
        return Optional.empty();
      }
      if (name(file, (int) at + 4).equals("eXIf")) {
        return Optional.of(bytes.slice((int) at + 8, (int) length));
      }
      at += 12 + length;
    }
    return Optional.empty();
  }

  /** A chunk is four letters, a length and so many bytes, padded to an even number. */
  private static Optional<ByteBuffer> inWebp(byte[] file) {
    ByteBuffer bytes = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
    long at = RIFF_HEADER;
    while (at + 8 <= file.length) {
      long length = Integer.toUnsignedLong(bytes.getInt((int) at + 4));
      if (at + 8 + length > file.length) {
        return Optional.empty();
      }
      if (name(file, (int) at).equals("EXIF")) {
        ByteBuffer data = bytes.slice((int) at + 8, (int) length);
        return Optional.of(startsWithHead(data) ? withoutHead(data) : data);
      }
      at += 8 + length + (length & 1);
    }
    return Optional.empty();
  }

  private static String name(byte[] file, int at) {
    return new String(file, at, 4, StandardCharsets.ISO_8859_1);
  }

  private static boolean startsWithHead(ByteBuffer data) {
    return data.capacity() >= HEAD.length
        && data.slice(0, HEAD.length).equals(ByteBuffer.wrap(HEAD));
  }

  private static ByteBuffer withoutHead(ByteBuffer data) {
    return data.slice(HEAD.length, data.capacity() - HEAD.length);
  }
}
