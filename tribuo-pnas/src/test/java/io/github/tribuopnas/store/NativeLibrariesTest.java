package io.github.tribuopnas.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.tribuopnas.onnx.OnnxRuntimeLoader;
import io.github.tribuopnas.space.Cell;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What processes leave behind that load native code, which their jars hold packed. */
@Tag("slow")
class NativeLibrariesTest {

  private static final int KILLED = 137;
  private static final int ENDED = 0;

  @TempDir Path directory;

  private Path temporary;

  /** What is loaded. */
  enum Loaded {
    ONNX_RUNTIME(
        "1\\.\\d+\\.\\d+ null",
        Set.of(System.mapLibraryName("onnxruntime"), System.mapLibraryName("onnxruntime4j_jni"))),
    SQLITE("0 null", Set.of(System.mapLibraryName("sqlitejdbc")));

    private final String output;
    private final Set<String> files;

    Loaded(String output, Set<String> files) {
      this.output = output;
      this.files = files;
    }

    /** Uses it, and returns an answer and the property that would lead to another library. */
    private String load(Path study) throws InterruptedException {
      return switch (this) {
        case ONNX_RUNTIME ->
            OnnxRuntimeLoader.environment().getVersion()
                + " "
                + System.getProperty("onnxruntime.native.path");
        case SQLITE -> {
          try (SqliteTrialStore<Cell> store = Studies.open(study)) {
            yield store.trials().size() + " " + System.getProperty("org.sqlite.lib.path");
          }
        }
      };
    }
  }

  /** A process that loads a library. */
  static final class Load {

    private Load() {}

    /** Prints what came of it; then ends, or does as one that is killed does. */
    public static void main(String[] arguments) throws InterruptedException {
      System.out.print(Loaded.valueOf(arguments[0]).load(Path.of(arguments[1])));
      System.out.flush();
      int status = Integer.parseInt(arguments[2]);
      if (status != ENDED) {
        Runtime.getRuntime().halt(status);
      }
    }
  }

  @BeforeEach
  void makeTemporary() throws IOException {
    temporary = Files.createDirectory(directory.resolve("temporary"));
  }

  private void run(Loaded loaded, Path cache, int status) throws IOException, InterruptedException {
    ProcessBuilder builder =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Djava.io.tmpdir=" + temporary,
                "-XX:-UsePerfData",
                Load.class.getName(),
                loaded.name(),
                directory.resolve("study-" + status + ".db").toString(),
                Integer.toString(status))
            .redirectError(ProcessBuilder.Redirect.INHERIT);
    builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
    builder.environment().put("XDG_CACHE_HOME", cache.toString());
    Process process = builder.start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(status, process.waitFor(), output);
    assertTrue(output.matches(loaded.output), output);
  }

  private static Set<Path> files(Path directory) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      return new TreeSet<>(files.filter(Files::isRegularFile).toList());
    }
  }

  private void assertNothingTemporary() throws IOException {
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

  @ParameterizedTest
  @EnumSource
  void aProcessThatIsKilledLeavesNothingAndTheNextUnpacksNothing(Loaded loaded)
      throws IOException, InterruptedException {
    Path cache = directory.resolve("cache");
    run(loaded, cache, KILLED);
    assertNothingTemporary();
    Set<Path> unpacked = files(cache);
    assertEquals(
        loaded.files,
        unpacked.stream().map(file -> file.getFileName().toString()).collect(Collectors.toSet()));
    List<Object> keys = unpacked.stream().map(NativeLibrariesTest::key).toList();
    run(loaded, cache, ENDED);
    assertNothingTemporary();
    assertEquals(unpacked, files(cache));
    assertEquals(keys, unpacked.stream().map(NativeLibrariesTest::key).toList());
  }

  @ParameterizedTest
  @EnumSource
  void whereNothingCanBeUnpackedItLoadsAsItDoesByItself(Loaded loaded)
      throws IOException, InterruptedException {
    run(loaded, Files.writeString(directory.resolve("a file"), ""), ENDED);
    assertEquals(Set.of(), files(temporary), "it is removed when a process ends");
  }
}
