package io.github.tribuopnas.onnx.model;

import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.URL;
import java.net.URLConnection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Native code of a library, unpacked once for a user. Libraries unpack theirs anew for every
 * process, into the directory of temporary files, where it stays when the process is killed.
 */
public final class NativeCode {

  private static final Logger logger = Logger.getLogger(NativeCode.class.getName());

  private NativeCode() {}

  /**
   * Unpacks files, unless they are unpacked already. Each appears complete or not at all; a damaged
   * one is written again.
   *
   * @param cache a directory, created if needed
   * @param packed where the files are; those that are in no jar are left out
   * @return a directory of the cache that holds them, other ones for other content; empty if there
   *     are none or they cannot be written
   */
  public static Optional<Path> unpacked(Path cache, List<URL> packed) {
    try {
      List<JarURLConnection> files = inJars(packed);
      if (files.isEmpty()) {
        return Optional.empty();
      }
      Path directory = cache.resolve(name(files)).toAbsolutePath();
      Files.createDirectories(directory);
      for (JarURLConnection file : files) {
        Path name = Path.of(file.getEntryName()).getFileName();
        Path target = directory.resolve(name.toString());
        if (!Files.isRegularFile(target) || Files.size(target) != file.getJarEntry().getSize()) {
          try (InputStream in = file.getInputStream()) {
            AtomicFiles.write(target, in::transferTo);
          }
        }
      }
      return Optional.of(directory);
    } catch (IOException e) {
      logger.log(Level.FINE, "native code is unpacked for this process alone", e);
      return Optional.empty();
    }
  }

  private static List<JarURLConnection> inJars(List<URL> packed) throws IOException {
    List<JarURLConnection> files = new ArrayList<>();
    for (URL url : packed) {
      URLConnection connection = url.openConnection();
      if (connection instanceof JarURLConnection file) {
        files.add(file);
      }
    }
    return files;
  }

  /** Returns a name made from the checksums of the files in the jar. */
  private static String name(List<JarURLConnection> files) throws IOException {
    List<String> sums = new ArrayList<>();
    for (JarURLConnection file : files) {
      sums.add(HexFormat.of().toHexDigits((int) file.getJarEntry().getCrc()));
    }
    return String.join("-", sums);
  }
}
