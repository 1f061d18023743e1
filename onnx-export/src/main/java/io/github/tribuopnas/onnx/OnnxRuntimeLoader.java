package io.github.tribuopnas.onnx;

import ai.onnxruntime.OrtEnvironment;
import io.github.tribuopnas.onnx.model.NativeCode;
import io.github.tribuopnas.onnx.model.UserCache;
import java.io.IOException;
import java.lang.reflect.Field;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Loads ONNX Runtime. Its native code, some 22 MB, is unpacked once for a user, to {@code
 * tribuo-pnas/onnxruntime} in {@code $XDG_CACHE_HOME} or {@code ~/.cache}. ONNX Runtime itself
 * unpacks it anew for every process, into the directory of temporary files, where it stays when the
 * process is killed.
 *
 * <p>The system property {@code onnxruntime.native.path} is set while ONNX Runtime is loaded,
 * unless a program has set it. If nothing can be unpacked, ONNX Runtime unpacks it itself.
 */
public final class OnnxRuntimeLoader {

  private static final Logger logger = Logger.getLogger(OnnxRuntimeLoader.class.getName());
  private static final String PATH = "onnxruntime.native.path";

  /** The runtime, its Java bridge, and the additional libraries of its GPU releases. */
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
          System.getProperty(PATH) == null
              ? NativeCode.unpacked(UserCache.directory().resolve("onnxruntime"), libraries())
              : Optional.empty();
      unpacked.ifPresent(directory -> System.setProperty(PATH, directory.toString()));
      try {
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        unpacked.ifPresent(directory -> deleteTemporary());
        return environment;
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

  /** Returns where this system's libraries are packed. */
  private static List<URL> libraries() {
    return LIBRARIES.stream()
        .map(
            library ->
                OrtEnvironment.class.getResource(
                    "/ai/onnxruntime/native/" + system() + "/" + System.mapLibraryName(library)))
        .filter(Objects::nonNull)
        .toList();
  }

  private static String system() {
    String name = System.getProperty("os.name").toLowerCase(Locale.ROOT);
    String processor = System.getProperty("os.arch");
    return (name.contains("mac") ? "osx" : name.contains("win") ? "win" : "linux")
        + (processor.equals("aarch64") ? "-aarch64" : "-x64");
  }

  /**
   * Deletes the directory that ONNX Runtime makes for unpacked files and removes only when the
   * process ends, which a killed process never does. Nothing is unpacked into it any more.
   */
  private static void deleteTemporary() {
    try {
      Field field = Class.forName("ai.onnxruntime.OnnxRuntime").getDeclaredField("tempDirectory");
      field.setAccessible(true);
      Files.deleteIfExists((Path) field.get(null));
    } catch (ReflectiveOperationException | RuntimeException | IOException e) {
      logger.log(Level.FINE, "ONNX Runtime's temporary directory stays until the end", e);
    }
  }
}
