package io.github.tribuopnas.image.source;

import io.github.tribuopnas.base.Sha256;
import io.github.tribuopnas.image.codec.Conversion;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;

/**
 * Keeps the decoded pictures of folders for the next time that they are read. A folder whose files
 * have the names, sizes and times that they had is taken from here. Small folders are read quickly
 * and not kept; of the others, the most recently used are kept, up to a number of bytes. What
 * cannot be kept or is damaged is decoded again.
 *
 * @param directory where they are kept; created when there is something to keep
 */
record PictureCache(Path directory) {

  /** Bytes of all that is kept. */
  static final long MOST_BYTES = 4L << 30;

  /** Fewer pictures are not kept. */
  static final int LEAST_PICTURES = 100;

  /** A file changed this recently may change again without a new time. */
  private static final long SETTLED_MILLIS = 2_000;

  private static final Logger logger = Logger.getLogger(PictureCache.class.getName());
  private static final String SUFFIX = ".pictures";
  private static final String VERSION = "1";

  /** Decodes what is not kept. */
  @FunctionalInterface
  interface Decoding {
    DecodedPictures decode() throws IOException;
  }

  /** Returns the pictures of some classes, decoded now or before. */
  DecodedPictures get(ClassFolders classes, Conversion conversion, Decoding decoding)
      throws IOException {
    if (classes.entries().size() < LEAST_PICTURES) {
      return decoding.decode();
    }
    long now = System.currentTimeMillis();
    StringBuilder key = new StringBuilder(VERSION).append('\n').append(conversion).append('\n');
    boolean isSettled = true;
    for (ClassFolders.Entry entry : classes.entries()) {
      FileTime time = Files.getLastModifiedTime(entry.path());
      isSettled &= now - time.toMillis() > SETTLED_MILLIS;
      key.append(entry.path().toAbsolutePath())
          .append('\n')
          .append(Files.size(entry.path()))
          .append(' ')
          .append(time.to(TimeUnit.NANOSECONDS))
          .append('\n');
    }
    Path file =
        directory.resolve(Sha256.of(key.toString().getBytes(StandardCharsets.UTF_8)) + SUFFIX);
    if (Files.exists(file)) {
      try {
        DecodedPictures known = DecodedPictures.read(file);
        Files.setLastModifiedTime(file, FileTime.fromMillis(now));
        return known;
      } catch (IOException e) {
        logger.log(Level.INFO, "decoded pictures are not used: {0}", e.getMessage());
      }
    }
    DecodedPictures decoded = decoding.decode();
    if (isSettled) {
      keep(decoded, file);
    }
    return decoded;
  }

  private void keep(DecodedPictures decoded, Path file) {
    try {
      Files.createDirectories(directory);
      decoded.write(file);
      trim();
    } catch (IOException e) {
      logger.log(
          Level.WARNING,
          "the decoded pictures cannot be kept for the next time: {0}",
          e.toString());
    }
  }

  /** Removes the least recently used ones beyond the limit. */
  private void trim() throws IOException {
    record Kept(Path file, long bytes, FileTime used) {}
    List<Kept> all;
    try (Stream<Path> files = Files.list(directory)) {
      all =
          files
              .filter(file -> file.toString().endsWith(SUFFIX))
              .map(Path::toFile)
              .map(
                  file ->
                      new Kept(
                          file.toPath(), file.length(), FileTime.fromMillis(file.lastModified())))
              .sorted(Comparator.comparing(Kept::used).reversed())
              .toList();
    }
    long bytes = 0;
    for (Kept kept : all) {
      bytes += kept.bytes();
      if (bytes > MOST_BYTES) {
        Files.deleteIfExists(kept.file());
      }
    }
  }
}
