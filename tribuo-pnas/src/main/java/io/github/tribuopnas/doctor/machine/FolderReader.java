package io.github.tribuopnas.doctor.machine;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;

/**
 * Looks at folders.
 *
 * @param mounts the lines of the system's table of mounted file systems
 */
record FolderReader(List<String> mounts) {

  private static final Path MOUNTS = Path.of("/proc/self/mounts");
  private static final int FOLDER = 1;
  private static final int OPTIONS = 3;

  static FolderReader ofThisSystem() {
    try {
      return new FolderReader(
          Files.isReadable(MOUNTS)
              ? Files.readAllLines(MOUNTS, StandardCharsets.ISO_8859_1)
              : List.of());
    } catch (IOException unreadable) {
      // As on a system without the table.
      return new FolderReader(List.of());
    }
  }

  /** Looks at a folder, or, where it is not there yet, at the one that it would be made in. */
  Folder read(Folder.Use use, Path path) {
    Path there = path.toAbsolutePath().normalize();
    while (!Files.exists(there) && there.getParent() != null) {
      there = there.getParent();
    }
    return new Folder(
        use,
        path.toAbsolutePath().normalize().toString(),
        Files.isDirectory(there) && isWritable(there),
        allowsPrograms(there),
        free(there));
  }

  /** Tries it: permissions do not reveal file systems that are read-only or full. */
  private static boolean isWritable(Path folder) {
    try {
      Files.delete(Files.createTempFile(folder, "pnas-doctor", ".tmp"));
      return true;
    } catch (IOException refused) {
      return false;
    }
  }

  boolean allowsPrograms(Path folder) {
    return mounts.stream()
        .map(line -> line.split(" "))
        .filter(words -> words.length > OPTIONS)
        .filter(words -> folder.startsWith(Path.of(words[FOLDER].replace("\\040", " "))))
        // Of two at one place, the later hides the earlier.
        .reduce((a, b) -> LENGTH.compare(a, b) > 0 ? a : b)
        .map(words -> !List.of(words[OPTIONS].split(",")).contains("noexec"))
        .orElse(true);
  }

  private static final Comparator<String[]> LENGTH =
      Comparator.comparingInt(words -> words[FOLDER].length());

  private static long free(Path folder) {
    try {
      return Files.getFileStore(folder).getUsableSpace();
    } catch (IOException unknown) {
      return 0;
    }
  }
}
