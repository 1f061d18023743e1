package io.github.tribuopnas.doctor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the files of a PyTorch that the user named tell about it, without loading it. */
final class LibraryFiles {

  /** In a Python installation: {@code __version__ = '2.7.1+cu128'}. */
  private static final Pattern PYTHON = Pattern.compile("__version__ = '([^']+)'");

  private static final Pattern PLAIN = Pattern.compile("^\\s*(\\d\\S*)");

  private LibraryFiles() {}

  static Machine.Library read(String path) {
    if (path.isEmpty()) {
      return new Machine.Library(false, "");
    }
    Path folder = Path.of(path);
    boolean present =
        List.of("torch", "torch_cpu").stream()
            .map(System::mapLibraryName)
            .anyMatch(name -> Files.exists(folder.resolve(name)));
    return new Machine.Library(present, version(folder));
  }

  private static String version(Path folder) {
    Path parent = folder.toAbsolutePath().normalize().getParent();
    if (parent == null) {
      return "";
    }
    String python = first(parent.resolve("version.py"), PYTHON);
    return python.isEmpty() ? first(parent.resolve("build-version"), PLAIN) : python;
  }

  private static String first(Path file, Pattern pattern) {
    if (!Files.isReadable(file)) {
      return "";
    }
    try {
      Matcher matcher = pattern.matcher(Files.readString(file));
      return matcher.find() ? matcher.group(1) : "";
    } catch (IOException unreadable) {
      // As where the file is not there.
      return "";
    }
  }
}
