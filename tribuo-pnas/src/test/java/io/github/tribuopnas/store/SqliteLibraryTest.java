package io.github.tribuopnas.store;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.tribuopnas.space.Cell;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What processes that open a study leave behind. */
@Tag("slow")
class SqliteLibraryTest {

  private static final String KILLED = "137";
  private static final String ENDED = "0";

  @TempDir Path directory;

  private Path temporary;

  /** A process that opens a study. */
  static final class Open {

    private Open() {}

    /** Prints the property; then ends, or does as one that is killed does. */
    public static void main(String[] arguments) throws InterruptedException {
      try (SqliteTrialStore<Cell> store = Studies.open(Path.of(arguments[0]))) {
        System.out.print(store.trials().size() + " " + System.getProperty("org.sqlite.lib.path"));
        System.out.flush();
        if (!arguments[1].equals(ENDED)) {
          Runtime.getRuntime().halt(Integer.parseInt(arguments[1]));
        }
      }
    }
  }

  @BeforeEach
  void makeTemporary() throws IOException {
    temporary = Files.createDirectory(directory.resolve("temporary"));
  }

  private void open(Path cache, String status) throws IOException, InterruptedException {
    ProcessBuilder builder =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Djava.io.tmpdir=" + temporary,
                "-XX:-UsePerfData",
                Open.class.getName(),
                directory.resolve("study-" + status + ".db").toString(),
                status)
            .redirectError(ProcessBuilder.Redirect.INHERIT);
    builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
    builder.environment().put("XDG_CACHE_HOME", cache.toString());
    Process process = builder.start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(Integer.parseInt(status), process.waitFor(), output);
    assertEquals("0 null", output);
  }

  private static List<Path> files(Path directory) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      return files.filter(Files::isRegularFile).toList();
    }
  }

  @Test
  void aProcessThatIsKilledLeavesNothingAndTheNextUnpacksNothing()
      throws IOException, InterruptedException {
    Path cache = directory.resolve("cache");
    open(cache, KILLED);
    assertEquals(List.of(), files(temporary));
    List<Path> unpacked = files(cache);
    assertEquals(1, unpacked.size());
    Object key = key(unpacked.get(0));
    open(cache, ENDED);
    assertEquals(List.of(), files(temporary));
    assertEquals(unpacked, files(cache));
    assertEquals(key, key(unpacked.get(0)));
  }

  /** Changes when a file is written anew. */
  private static Object key(Path file) throws IOException {
    return Files.getLastModifiedTime(file) + " " + Files.getAttribute(file, "unix:ino");
  }

  @Test
  void whatIsTornIsUnpackedAgain() throws IOException {
    Path unpacked = SqliteLibrary.unpack(directory).orElseThrow();
    Path file = files(unpacked).get(0);
    byte[] whole = Files.readAllBytes(file);
    Files.write(file, new byte[] {1, 2, 3});
    assertEquals(Optional.of(unpacked), SqliteLibrary.unpack(directory));
    assertArrayEquals(whole, Files.readAllBytes(file));
    assertEquals(List.of(file), files(unpacked));
  }

  @Test
  void whereNothingCanBeUnpackedTheDriverLoadsAsItDoesByItself()
      throws IOException, InterruptedException {
    Path file = Files.writeString(directory.resolve("a file"), "");
    assertEquals(Optional.empty(), SqliteLibrary.unpack(file));
    open(file, ENDED);
    assertEquals(List.of(), files(temporary), "the driver removes it when a process ends");
  }
}
