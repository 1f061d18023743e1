package io.github.tribuopnas.image.source;

import io.github.tribuopnas.base.Sha256;
import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * A file of raw values, gzipped or not, read once from its start to its end, with its SHA-256. What
 * a header claims is held against the size of the file before anything is allocated.
 */
final class DataFile implements Closeable {

  /** Deflate cannot shrink anything by more than this factor. */
  private static final long DEFLATE_LIMIT = 1032;

  private static final int BUFFER = 1 << 16;

  private final Path path;
  private final DigestInputStream file;
  private final InputStream content;
  private final boolean zipped;
  private final long size;

  private DataFile(
      Path path, DigestInputStream file, InputStream content, boolean zipped, long size) {
    this.path = path;
    this.file = file;
    this.content = content;
    this.zipped = zipped;
    this.size = size;
  }

  static DataFile open(Path path) throws IOException {
    long size = Files.size(path);
    DigestInputStream file = new DigestInputStream(Files.newInputStream(path), Sha256.digest());
    String name = path.toString();
    boolean zipped = name.endsWith(".gz") || name.endsWith(".tgz");
    try {
      InputStream content =
          new BufferedInputStream(zipped ? new GZIPInputStream(file, BUFFER) : file, BUFFER);
      return new DataFile(path, file, content, zipped, size);
    } catch (ZipException | EOFException e) {
      file.close();
      throw new IOException(path + " is not a gzip file, in spite of its name.", e);
    } catch (IOException e) {
      file.close();
      throw e;
    }
  }

  /** Reads so many bytes, after {@link #checkHolds} has found the number plausible. */
  byte[] read(int count) throws IOException {
    byte[] bytes;
    try {
      bytes = content.readNBytes(count);
    } catch (EOFException | ZipException e) {
      throw damaged(e);
    }
    if (bytes.length < count) {
      throw new IOException(
          path
              + " is cut off: "
              + count
              + " more bytes should follow, but only "
              + bytes.length
              + " do.");
    }
    return bytes;
  }

  /** Reads one byte; -1 at the end. */
  int readByte() throws IOException {
    try {
      return content.read();
    } catch (EOFException | ZipException e) {
      throw damaged(e);
    }
  }

  /** Passes over so many bytes. */
  void skip(long count) throws IOException {
    try {
      content.skipNBytes(count);
    } catch (EOFException | ZipException e) {
      throw damaged(e);
    }
  }

  /** Passes over what is left. */
  void skipRest() throws IOException {
    try {
      content.transferTo(OutputStream.nullOutputStream());
    } catch (EOFException | ZipException e) {
      throw damaged(e);
    }
  }

  /** Reads what is left, as far as it fits one array. */
  byte[] readAll() throws IOException {
    byte[] bytes;
    try {
      bytes = content.readNBytes(Integer.MAX_VALUE - 8);
    } catch (EOFException | ZipException e) {
      throw damaged(e);
    }
    return bytes;
  }

  /** Returns a size as an int, if an array can be that long. */
  static int arrayLength(Path path, long size) throws IOException {
    if (size > Integer.MAX_VALUE - 8) {
      throw new IOException(path + " holds " + size + " values, more than fit one array.");
    }
    return (int) size;
  }

  /** Refuses a header that claims more than the file can hold. */
  void checkHolds(long bytes, String claim) throws IOException {
    boolean possible = zipped ? bytes <= size * DEFLATE_LIMIT : bytes <= size;
    if (!possible) {
      throw new IOException(
          path
              + " claims to hold "
              + claim
              + ", "
              + bytes
              + " bytes, but is itself only "
              + size
              + " bytes long: it is cut off or damaged.");
    }
  }

  /** Makes sure that nothing follows what was read, and returns the SHA-256 of the file. */
  String finish() throws IOException {
    try {
      if (content.read() >= 0) {
        throw new IOException(
            path + " goes on after the end that its header states: it is damaged or mislabelled.");
      }
    } catch (EOFException | ZipException e) {
      throw damaged(e);
    }
    file.transferTo(OutputStream.nullOutputStream());
    return Sha256.hex(file.getMessageDigest());
  }

  @Override
  public void close() throws IOException {
    content.close();
  }

  private IOException damaged(IOException e) {
    return new IOException(path + " is damaged or cut off: " + e.getMessage() + ".", e);
  }
}
