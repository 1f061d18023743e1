package io.github.tribuopnas.onnx.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class AtomicFilesTest {
  private static final byte[] NEW = "new".getBytes(StandardCharsets.US_ASCII);

  @TempDir Path folder;

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void aFileIsReplacedAndNothingElseIsLeft() throws IOException {
    Path file = Files.writeString(folder.resolve("a"), "old");
    AtomicFiles.write(file, NEW);
    assertArrayEquals(NEW, Files.readAllBytes(file));
    AtomicFiles.write(folder.resolve("b"), NEW);
    assertEquals(List.of("a", "b"), names());
  }

  @Test
  void aFileThatIsRefreshedIsReplacedAndNothingElseIsLeft() throws IOException {
    Path file = Files.writeString(folder.resolve("a"), "old");
    AtomicFiles.refresh(file, NEW);
    assertArrayEquals(NEW, Files.readAllBytes(file));
    assertThrows(
        FileSystemException.class, () -> AtomicFiles.refresh(folder.resolve("none/b"), NEW));
    assertEquals(List.of("a"), names());
  }

  @Test
  void aFileThatCannotBeWrittenWholeIsAsItWas() throws IOException {
    Path file = Files.writeString(folder.resolve("a"), "old");
    IOException full = new IOException("No space left on device");
    assertEquals(
        full,
        assertThrows(
            IOException.class,
            () ->
                AtomicFiles.write(
                    file,
                    out -> {
                      out.write(NEW);
                      throw full;
                    })));
    assertEquals("old", Files.readString(file));
    assertEquals(List.of("a"), names());
  }

  @Test
  void aLinkIsKeptAndItsFileWritten() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "old");
    Path link = Files.createSymbolicLink(folder.resolve("link"), Path.of("file"));
    Path second = Files.createSymbolicLink(folder.resolve("second"), link);
    AtomicFiles.write(second, NEW);
    assertTrue(Files.isSymbolicLink(second) && Files.isSymbolicLink(link));
    assertArrayEquals(NEW, Files.readAllBytes(file));
    Path dangling = Files.createSymbolicLink(folder.resolve("dangling"), Path.of("none"));
    AtomicFiles.write(dangling, NEW);
    assertArrayEquals(NEW, Files.readAllBytes(folder.resolve("none")));
    Path circle = Files.createSymbolicLink(folder.resolve("circle"), Path.of("circle"));
    assertThrows(FileSystemException.class, () -> AtomicFiles.write(circle, NEW));
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void aDeviceStaysOne() throws IOException {
    // Through a link, so that what replaces it would be a file here.
    Path link = Files.createSymbolicLink(folder.resolve("null"), Path.of("/dev/null"));
    AtomicFiles.write(link, NEW);
    assertTrue(Files.isSymbolicLink(link));
    assertFalse(Files.isRegularFile(link));
    Path full = Files.createSymbolicLink(folder.resolve("full"), Path.of("/dev/full"));
    assertThrows(IOException.class, () -> AtomicFiles.write(full, NEW));
    assertEquals(List.of("full", "null"), names());
  }

  @Test
  @Tag("slow")
  @DisabledOnOs(OS.WINDOWS)
  void aPipeIsWrittenThrough() throws Exception {
    Path pipe = folder.resolve("pipe");
    assertEquals(0, new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor());
    CompletableFuture<byte[]> read =
        CompletableFuture.supplyAsync(
            () -> {
              try {
                return Files.readAllBytes(pipe);
              } catch (IOException e) {
                throw new IllegalStateException(e);
              }
            });
    AtomicFiles.write(pipe, NEW);
    assertArrayEquals(NEW, read.get());
    assertEquals(List.of("pipe"), names());
  }

  @Test
  void aFailureNamesTheFileAndNotTheTemporaryOne() {
    Path file = folder.resolve("none/a.onnx");
    FileSystemException failure =
        assertThrows(FileSystemException.class, () -> AtomicFiles.write(file, NEW));
    assertEquals(file + ": there is no directory " + folder.resolve("none"), failure.getMessage());
  }

  @Test
  void aLongNameIsAsGoodAsAShortOne() throws IOException {
    String name = "n".repeat(250);
    AtomicFiles.write(folder.resolve(name), NEW);
    assertEquals(List.of(name), names());
  }
}
