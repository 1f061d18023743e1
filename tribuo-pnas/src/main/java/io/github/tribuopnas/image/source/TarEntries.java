package io.github.tribuopnas.image.source;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * Reads the ordinary files of a tar archive (POSIX.1-1988, ustar), one after the other, into
 * memory; nothing is ever unpacked to a disk. Entries of other kinds are passed over.
 */
final class TarEntries {

  private static final int BLOCK = 512;
  private static final int SIZE_FIELD = 124;
  private static final int SUM_FIELD = 148;
  private static final int TYPE_FIELD = 156;

  private final String path;
  private final DataFile file;
  private String name;
  private long size;
  private long unread;

  TarEntries(String path, DataFile file) {
    this.path = path;
    this.file = file;
  }

  /** Goes to the next ordinary file, and tells whether there is one. */
  boolean next() throws IOException {
    while (true) {
      file.skip(unread);
      byte[] header = file.read(BLOCK);
      if (isZero(header)) {
        return false;
      }
      checkSum(header);
      size = octal(header, SIZE_FIELD, 12);
      unread = (size + BLOCK - 1) / BLOCK * BLOCK;
      if (header[TYPE_FIELD] == '0' || header[TYPE_FIELD] == 0) {
        name = text(header, 0, 100);
        return true;
      }
    }
  }

  /** Returns the name of the file without its folders. */
  String name() {
    return name.substring(name.lastIndexOf('/') + 1);
  }

  /** Returns the content of the file, if it is not too long. */
  byte[] read(int most) throws IOException {
    if (size > most) {
      throw new IOException(
          path + " has a " + name() + " of " + size + " bytes; at most " + most + " are read.");
    }
    byte[] content = file.read((int) size);
    unread -= size;
    return content;
  }

  private static boolean isZero(byte[] block) {
    for (byte value : block) {
      if (value != 0) {
        return false;
      }
    }
    return true;
  }

  private void checkSum(byte[] header) throws IOException {
    long sum = 0;
    for (int i = 0; i < BLOCK; i++) {
      boolean inField = i >= SUM_FIELD && i < SUM_FIELD + 8;
      sum += inField ? ' ' : header[i] & 0xff;
    }
    if (sum != octal(header, SUM_FIELD, 8)) {
      throw new IOException(path + " is no tar archive, or a damaged one.");
    }
  }

  private long octal(byte[] header, int from, int length) throws IOException {
    String digits = text(header, from, length).strip();
    try {
      return Long.parseUnsignedLong(digits.isEmpty() ? "0" : digits, 8);
    } catch (NumberFormatException e) {
      throw new IOException(path + " is no tar archive, or a damaged one.", e);
    }
  }

  private static String text(byte[] header, int from, int length) {
    int end = from;
    while (end < from + length && header[end] != 0) {
      end++;
    }
    return new String(header, from, end - from, StandardCharsets.ISO_8859_1);
  }
}
