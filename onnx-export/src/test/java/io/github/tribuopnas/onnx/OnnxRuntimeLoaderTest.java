package io.github.tribuopnas.onnx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What processes that load ONNX Runtime leave behind. */
@Tag("slow")
class OnnxRuntimeLoaderTest {

  private static final String KILLED = "137";
  private static final String ENDED = "0";

  @TempDir Path directory;

  private Path temporary;

  /** A process that loads ONNX Runtime. */
  static final class Load {

    private Load() {}

    /** Prints the version and the property; then ends, or does as one that is killed does. */
    public static void main(String[] arguments) {
      System.out.print(
          OnnxRuntimeLoader.environment().getVersion()
              + " "
              + System.getProperty("onnxruntime.native.path"));
      System.out.flush();
      if (!arguments[0].equals(ENDED)) {
        Runtime.getRuntime().halt(Integer.parseInt(arguments[0]));
      }
    }
  }

  @BeforeEach
  void makeTemporary() throws IOException {
    temporary = Files.createDirectory(directory.resolve("temporary"));
  }

  private String run(Path cache, String status) throws IOException, InterruptedException {
    ProcessBuilder builder =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Djava.io.tmpdir=" + temporary,
                "-XX:-UsePerfData",
                Load.class.getName(),
                status)
            .redirectError(ProcessBuilder.Redirect.INHERIT);
    builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
    builder.environment().put("XDG_CACHE_HOME", cache.toString());
    Process process = builder.start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(Integer.parseInt(status), process.waitFor(), output);
    return output;
  }

  private static Set<Path> files(Path directory) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      return new TreeSet<>(files.filter(Files::isRegularFile).toList());
    }
  }

  @Test
  void nativeCodeIsUnpackedOnceForAllProcesses() throws IOException, InterruptedException {
    Path cache = directory.resolve("cache");
    assertTrue(run(cache, ENDED).matches("1\\.\\d+\\.\\d+ null"));
    Set<Path> unpacked = files(cache);
    assertEquals(
        Set.of(System.mapLibraryName("onnxruntime"), System.mapLibraryName("onnxruntime4j_jni")),
        new TreeSet<>(unpacked.stream().map(file -> file.getFileName().toString()).toList()));
    List<Object> keys = unpacked.stream().map(OnnxRuntimeLoaderTest::key).toList();
    run(cache, ENDED);
    assertEquals(unpacked, files(cache));
    assertEquals(keys, unpacked.stream().map(OnnxRuntimeLoaderTest::key).toList());
    try (Stream<Path> left = Files.list(temporary)) {
      assertEquals(List.of(), left.toList());
    }
  }

  @Test
  void aProcessThatIsKilledLeavesNothing() throws IOException, InterruptedException {
    run(directory.resolve("cache"), KILLED);
    try (Stream<Path> left = Files.list(temporary)) {
      assertEquals(List.of(), left.toList());
    }
  }

  /** Changes when a file is written anew. */
  private static Object key(Path file) {
    try {
      return Files.getLastModifiedTime(file) + " " + Files.getAttribute(file, "unix:ino");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void whereNothingCanBeUnpackedOnnxRuntimeLoadsAsItDoesByItself()
      throws IOException, InterruptedException {
    Path file = Files.writeString(directory.resolve("a file"), "");
    assertTrue(run(file, ENDED).matches("1\\.\\d+\\.\\d+ null"));
  }
}
