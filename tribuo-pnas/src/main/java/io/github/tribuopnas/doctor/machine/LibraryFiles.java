package io.github.tribuopnas.doctor.machine;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What the files of a PyTorch that the user named tell about it, without loading it. */
public final class LibraryFiles {

  /** In a Python installation: {@code __version__ = '2.7.1+cu128'}. */
  private static final Pattern PYTHON = Pattern.compile("__version__ = '([^']+)'");

  private static final Pattern PLAIN = Pattern.compile("^\\s*(\\d\\S*)");

  private LibraryFiles() {}

  /**
   * Looks for a PyTorch.
   *
   * @param path folders or libraries, separated as in {@code PYTORCH_LIBRARY_PATH}
   * @return what is known of the first; an absent one if there is none
   */
  public static Machine.Library read(String path) {
    if (path.isEmpty()) {
      return new Machine.Library(false, "");
    }
    return Stream.of(path.split(File.pathSeparator))
        .filter(entry -> !entry.isEmpty())
        .map(File::new)
        // An entry may be the library itself.
        .map(entry -> entry.isFile() ? entry.getAbsoluteFile().getParentFile() : entry)
        .filter(LibraryFiles::isTorch)
        .findFirst()
        .map(folder -> new Machine.Library(true, version(folder.toPath())))
        .orElse(new Machine.Library(false, ""));
  }

  private static boolean isTorch(File folder) {
    return Stream.of("torch", "torch_cpu")
        .map(System::mapLibraryName)
        .anyMatch(name -> new File(folder, name).exists());
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
