package io.github.tribuopnas.store;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqliteLibraryTest {

  @TempDir Path directory;

  private static List<Path> files(Path directory) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      return files.filter(Files::isRegularFile).toList();
    }
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
  void whereNothingCanBeUnpackedNothingIs() throws IOException {
    Path file = Files.writeString(directory.resolve("a file"), "");
    assertEquals(Optional.empty(), SqliteLibrary.unpack(file));
  }

  /** The driver says of such a file, and of one on a file system without execution, nothing. */
  @Test
  void whyCodeCannotBeLoadedIsKnown() throws IOException {
    Path unpacked = SqliteLibrary.unpack(directory).orElseThrow();
    Path file = files(unpacked).get(0);
    Files.write(file, new byte[] {1, 2, 3});
    String message = SqliteLibrary.fault(unpacked).orElseThrow().getMessage();
    assertTrue(message.contains(file.toString()), message);
  }
}
