package io.github.tribuopnas.image.file;

import io.github.tribuopnas.base.Sha256;
import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.util.Arrays;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * A file of raw values, gzipped or not, read once from its start to its end, with its SHA-256. What
 * a header claims is checked against the size of the file before anything is allocated.
 */
public final class DataFile implements Closeable {

  /** Deflate cannot shrink anything by more than this factor. */
  private static final long DEFLATE_LIMIT = 1032;

  private static final int BUFFER = 1 << 16;

  private static final byte[] GZIP = {0x1f, (byte) 0x8b};

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

  /**
   * Opens a file.
   *
   * @param path the file; unzipped while it is read if its name or its first bytes say gzip
   * @return the file at its start
   * @throws IOException if it cannot be opened, or is no gzip file in spite of its name
   */
  public static DataFile open(Path path) throws IOException {
    long size = Files.size(path);
    DigestInputStream file = new DigestInputStream(Files.newInputStream(path), Sha256.digest());
    String name = path.toString().toLowerCase(Locale.ROOT);
    boolean zipped = name.endsWith(".gz") || name.endsWith(".tgz") || startsAsGzip(path);
    try {
      InputStream unzipped = zipped ? new GZIPInputStream(file, BUFFER) : file;
      InputStream content = new BufferedInputStream(new Checked(path, unzipped), BUFFER);
      return new DataFile(path, file, content, zipped, size);
    } catch (ZipException | EOFException e) {
      file.close();
      throw new IOException(path + " is not a gzip file, in spite of its name", e);
    } catch (IOException e) {
      file.close();
      throw e;
    }
  }

  /** No raw file begins like that: of IDX the first byte is zero, of CIFAR a small number. */
  private static boolean startsAsGzip(Path path) throws IOException {
    try (InputStream file = Files.newInputStream(path)) {
      return Arrays.equals(file.readNBytes(GZIP.length), GZIP);
    }
  }

  /**
   * Returns the unzipped content.
   *
   * @return the content from where it was read to; it can be marked
   */
  public InputStream content() {
    return content;
  }

  /**
   * Reads bytes, after {@link #checkHolds} has found their number plausible.
   *
   * @param count how many
   * @return the bytes
   * @throws IOException if the file ends before
   */
  public byte[] read(int count) throws IOException {
    byte[] bytes = content.readNBytes(count);
    if (bytes.length < count) {
      throw new IOException(
          path
              + " is cut off: "
              + count
              + " more bytes should follow, but only "
              + bytes.length
              + " do");
    }
    return bytes;
  }

  /**
   * Skips bytes, which count in the SHA-256.
   *
   * @param count how many
   * @throws IOException if the file ends before
   */
  public void pass(long count) throws IOException {
    byte[] buffer = new byte[BUFFER];
    for (long left = count; left > 0; ) {
      int passed = content.readNBytes(buffer, 0, (int) Math.min(left, buffer.length));
      if (passed == 0) {
        throw new IOException(path + " is cut off: " + left + " more bytes should follow");
      }
      left -= passed;
    }
  }

  /**
   * Returns whether the content is that of the file, byte for byte.
   *
   * @return false for a gzip file
   */
  public boolean isPlain() {
    return !zipped;
  }

  /**
   * Skips what is left.
   *
   * @throws IOException if it cannot be read
   */
  public void skipRest() throws IOException {
    content.transferTo(OutputStream.nullOutputStream());
  }

  /**
   * Reads what is left, as far as it fits one array.
   *
   * @return the bytes
   * @throws IOException if they cannot be read
   */
  public byte[] readAll() throws IOException {
    return content.readNBytes(Integer.MAX_VALUE - 8);
  }

  /**
   * Returns a size as an int, if an array can be that long.
   *
   * @param path the file, for the message
   * @param size a number of values
   * @return the same number
   * @throws IOException if no array can be that long
   */
  public static int arrayLength(Path path, long size) throws IOException {
    if (size > Integer.MAX_VALUE - 8) {
      throw new IOException(path + " holds " + size + " values, more than fit one array");
    }
    return (int) size;
  }

  /**
   * Refuses a header that claims more than the file can hold.
   *
   * @param bytes what the header claims
   * @param claim the same in words, for the message
   * @throws IOException if the file cannot hold it
   */
  public void checkHolds(long bytes, String claim) throws IOException {
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
              + " bytes long: it is cut off or damaged");
    }
  }

  /**
   * Makes sure that nothing follows what was read.
   *
   * @return the SHA-256 of the file, in hexadecimal digits
   * @throws IOException if something follows
   */
  public String finish() throws IOException {
    if (content.read() >= 0) {
      throw new IOException(
          path + " goes on after the end that its header states: it is damaged or mislabeled");
    }
    file.transferTo(OutputStream.nullOutputStream());
    return Sha256.hex(file.getMessageDigest());
  }

  @Override
  public void close() throws IOException {
    content.close();
  }

  /** Says which file is damaged, where the unzipping stream says only how. */
  private static final class Checked extends FilterInputStream {

    private final Path path;

    Checked(Path path, InputStream in) {
      super(in);
      this.path = path;
    }

    @Override
    public int read() throws IOException {
      try {
        return super.read();
      } catch (EOFException | ZipException e) {
        throw damaged(e);
      }
    }

    @Override
    public int read(byte[] target, int start, int count) throws IOException {
      try {
        return super.read(target, start, count);
      } catch (EOFException | ZipException e) {
        throw damaged(e);
      }
    }

    private IOException damaged(IOException e) {
      return new IOException(path + " is damaged or cut off: " + e.getMessage(), e);
    }
  }
}
