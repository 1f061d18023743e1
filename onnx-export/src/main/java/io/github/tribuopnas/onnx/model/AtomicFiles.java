package io.github.tribuopnas.onnx.model;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;

/**
 * Writes files that appear complete or not at all, even if the machine stops. A link is kept: its
 * target is written. Devices and pipes are written directly.
 */
public final class AtomicFiles {
  /** As many links as Linux follows. */
  private static final int MAX_LINKS = 40;

  private AtomicFiles() {}

  /** What is done once everything is written. */
  @FunctionalInterface
  private interface Ending {
    void end(FileChannel channel) throws IOException;
  }

  /** What a file is to hold. */
  @FunctionalInterface
  public interface Content {
    /**
     * Writes the content.
     *
     * @param out takes it; buffered, and closed by the caller
     * @throws IOException if it cannot be written
     */
    void writeTo(OutputStream out) throws IOException;
  }

  /**
   * Writes a file through a temporary one beside it, which is forced to the disk and then moved.
   *
   * @param file file to write; an existing one is replaced
   * @param bytes its content
   * @throws IOException if it cannot be written; an existing file is then as it was
   */
  public static void write(Path file, byte[] bytes) throws IOException {
    write(file, out -> out.write(bytes));
  }

  /**
   * Writes a file piece by piece through a temporary one, as {@link #write(Path, byte[])} does.
   *
   * @param file file to write; an existing one is replaced
   * @param content writes its content
   * @throws IOException if it cannot be written; an existing file is then as it was
   */
  public static void write(Path file, Content content) throws IOException {
    replace(file, content, channel -> channel.force(true));
  }

  /**
   * Writes a file of which only the freshness is at stake: a reader finds the old content or the
   * new one, but the system decides when it reaches the disk, and nobody waits for it.
   *
   * @param file file to write; an existing one is replaced
   * @param bytes its content
   * @throws IOException if it cannot be written; an existing file is then as it was
   */
  public static void refresh(Path file, byte[] bytes) throws IOException {
    replace(file, out -> out.write(bytes), channel -> {});
  }

  private static void replace(Path file, Content content, Ending ending) throws IOException {
    // The target of /dev/stdout belongs to the shell, and its links may be dangling.
    boolean ofSystem = file.toAbsolutePath().startsWith("/dev");
    if (Files.exists(file) && (ofSystem || !Files.isRegularFile(file))) {
      try (OutputStream out =
          new BufferedOutputStream(Files.newOutputStream(file, StandardOpenOption.WRITE))) {
        content.writeTo(out);
      }
      return;
    }
    Path target = followed(file.toAbsolutePath());
    // Not Files.createTempFile, whose files only their owner may read; no longer than any name.
    Path temporary = target.resolveSibling("." + UUID.randomUUID());
    try {
      write(temporary, content, ending);
      Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
    } catch (FileSystemException e) {
      throw e.getFile() != null && e.getFile().equals(temporary.toString())
          ? new FileSystemException(file.toString(), null, reason(e, target.resolveSibling("")))
          : e;
    } finally {
      if (Files.exists(temporary)) {
        Files.delete(temporary);
      }
    }
  }

  private static void write(Path temporary, Content content, Ending ending) throws IOException {
    try (FileChannel channel =
            FileChannel.open(temporary, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        OutputStream out = new BufferedOutputStream(Channels.newOutputStream(channel))) {
      content.writeTo(out);
      out.flush();
      ending.end(channel);
    }
  }

  private static Path followed(Path file) throws IOException {
    Path target = file;
    for (int links = 0; Files.isSymbolicLink(target); links++) {
      if (links == MAX_LINKS) {
        throw new FileSystemLoopException(file.toString());
      }
      target = target.resolveSibling(Files.readSymbolicLink(target));
    }
    return target;
  }

  /**
   * Reports for the directory what Java reports for the temporary file, which users do not know.
   */
  private static String reason(FileSystemException failure, Path directory) {
    if (failure instanceof NoSuchFileException) {
      return "there is no directory " + directory;
    }
    if (failure instanceof AccessDeniedException) {
      return "no permission to write into " + directory;
    }
    return failure.getReason() == null ? "it cannot be written" : failure.getReason();
  }
}
