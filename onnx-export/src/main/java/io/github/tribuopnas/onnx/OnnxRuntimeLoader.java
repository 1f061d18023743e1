package io.github.tribuopnas.onnx;

import ai.onnxruntime.OrtEnvironment;
import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.URL;
import java.net.URLConnection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Loads ONNX Runtime. Its native code, some 22 MB, is unpacked once for a user, to {@code
 * tribuo-pnas/onnxruntime} in {@code $XDG_CACHE_HOME} or {@code ~/.cache}. ONNX Runtime itself
 * unpacks it anew for every process, into the directory of temporary files, where it stays when the
 * process is killed.
 *
 * <p>The system property {@code onnxruntime.native.path} is set while ONNX Runtime is loaded, and
 * not at all where a program has set it. Where nothing can be unpacked, ONNX Runtime does as it
 * does by itself.
 */
public final class OnnxRuntimeLoader {

  private static final Logger logger = Logger.getLogger(OnnxRuntimeLoader.class.getName());
  private static final String PATH = "onnxruntime.native.path";

  /** The runtime, its bridge to Java, and what its releases for GPUs add. */
  private static final List<String> LIBRARIES =
      List.of(
          "onnxruntime",
          "onnxruntime4j_jni",
          "onnxruntime_providers_shared",
          "onnxruntime_providers_cuda",
          "onnxruntime_providers_tensorrt");

  private OnnxRuntimeLoader() {}

  /** Loaded when it is first asked for. */
  private static final class Loaded {
    static final OrtEnvironment ENVIRONMENT = load();

    private static OrtEnvironment load() {
      Optional<Path> unpacked =
          System.getProperty(PATH) == null ? unpack(cache()) : Optional.empty();
      unpacked.ifPresent(directory -> System.setProperty(PATH, directory.toString()));
      try {
        return OrtEnvironment.getEnvironment();
      } finally {
        unpacked.ifPresent(directory -> System.clearProperty(PATH));
      }
    }
  }

  /**
   * Returns the environment, which a process has one of.
   *
   * @return the environment; not to be closed
   */
  public static OrtEnvironment environment() {
    return Loaded.ENVIRONMENT;
  }

  private static Path cache() {
    String cache = System.getenv("XDG_CACHE_HOME");
    Path home = Path.of(System.getProperty("user.home"), ".cache");
    return (cache == null || cache.isBlank() ? home : Path.of(cache))
        .resolve("tribuo-pnas")
        .resolve("onnxruntime");
  }

  private static Optional<Path> unpack(Path cache) {
    try {
      List<JarURLConnection> libraries = libraries();
      if (libraries.isEmpty()) {
        return Optional.empty();
      }
      Path directory = cache.resolve(name(libraries)).toAbsolutePath();
      if (!Files.isDirectory(directory)) {
        unpack(libraries, directory);
      }
      return Optional.of(directory);
    } catch (IOException e) {
      logger.log(Level.FINE, "ONNX Runtime is unpacked for this process alone", e);
      return Optional.empty();
    }
  }

  /** Returns where this system's libraries are packed; empty if they are in no jar. */
  private static List<JarURLConnection> libraries() throws IOException {
    List<JarURLConnection> found = new ArrayList<>();
    for (String library : LIBRARIES) {
      URL url =
          OrtEnvironment.class.getResource(
              "/ai/onnxruntime/native/" + system() + "/" + System.mapLibraryName(library));
      URLConnection connection = url == null ? null : url.openConnection();
      if (connection instanceof JarURLConnection packed) {
        found.add(packed);
      }
    }
    return found;
  }

  private static String system() {
    String name = System.getProperty("os.name").toLowerCase(Locale.ROOT);
    String processor = System.getProperty("os.arch");
    return (name.contains("mac") ? "osx" : name.contains("win") ? "win" : "linux")
        + (processor.equals("aarch64") ? "-aarch64" : "-x64");
  }

  /** Returns a name that tells the libraries' content by their check sums in the jar. */
  private static String name(List<JarURLConnection> libraries) throws IOException {
    StringBuilder name = new StringBuilder(system());
    for (JarURLConnection library : libraries) {
      name.append('-').append(HexFormat.of().toHexDigits((int) library.getJarEntry().getCrc()));
    }
    return name.toString();
  }

  /** Unpacks beside the directory and renames, so that it is there whole or not at all. */
  private static void unpack(List<JarURLConnection> libraries, Path directory) throws IOException {
    Files.createDirectories(directory.getParent());
    Path part = Files.createTempDirectory(directory.getParent(), "part-");
    try {
      for (JarURLConnection library : libraries) {
        Path entry = Path.of(library.getEntryName());
        try (InputStream in = library.getInputStream()) {
          Files.copy(in, part.resolve(entry.getFileName().toString()));
        }
      }
      Files.move(part, directory, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      delete(part);
      // Another process may have been faster.
      if (!Files.isDirectory(directory)) {
        throw e;
      }
    }
  }

  private static void delete(Path part) throws IOException {
    for (String library : LIBRARIES) {
      Files.deleteIfExists(part.resolve(System.mapLibraryName(library)));
    }
    Files.deleteIfExists(part);
  }
}
