package io.github.tribuopnas.training.engine;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Starts a process that runs the engine: with this JVM's program and class path, one thread for the
 * engine, and the allocator settings under which the engine is fast, which only a parent can set.
 */
public final class EngineProcess {

  private static final String KEEP = "17179869184";

  private static final Map<String, String> ENVIRONMENT =
      Map.of(
          "MALLOC_TRIM_THRESHOLD_", KEEP,
          "MALLOC_MMAP_THRESHOLD_", KEEP,
          "MALLOC_TOP_PAD_", "1073741824",
          "GLIBC_TUNABLES", "glibc.malloc.hugetlb=1",
          "OMP_NUM_THREADS", "1",
          "MKL_NUM_THREADS", "1",
          "OPT_OUT_TRACKING", "true",
          "ORT_DISABLE_TELEMETRY", "1");

  private static final List<String> FLAGS =
      List.of(
          "-XX:+UseSerialGC",
          "-Xshare:auto",
          "-XX:+ExitOnOutOfMemoryError",
          "-Dai.djl.pytorch.num_threads=1",
          "-Dai.djl.pytorch.num_interop_threads=1",
          "-Dpnas.nnpack=off",
          "-Djava.awt.headless=true");

  /** Settings of DJL that this process was started with, such as where its native code lies. */
  private static final List<String> PASSED_ON =
      List.of(
          "DJL_CACHE_DIR",
          "ENGINE_CACHE_DIR",
          "PYTORCH_LIBRARY_PATH",
          "PYTORCH_VERSION",
          "PYTORCH_FLAVOR",
          "java.library.path",
          "jna.library.path");

  private EngineProcess() {}

  /**
   * Prepares a process.
   *
   * @param flags further ones of its JVM
   * @param mainClass the class that it runs
   * @param arguments of the class
   * @return what starts it; its streams are as Java has them
   */
  public static ProcessBuilder builder(
      List<String> flags, String mainClass, List<String> arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(FLAGS);
    command.addAll(flags);
    for (String name : PASSED_ON) {
      String value = System.getProperty(name);
      if (value != null) {
        command.add("-D" + name + "=" + value);
      }
    }
    command.add(mainClass);
    command.addAll(arguments);
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().putAll(ENVIRONMENT);
    // Not an argument, since class paths are longer than some systems allow those to be.
    builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
    return builder;
  }
}
