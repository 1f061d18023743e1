package io.github.tribuopnas.doctor;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EngineLibraryTest {

  @TempDir private Path directory;

  @Test
  void aPyTorchThatWouldCrashTheProcessIsRefusedBeforeItIsLoaded() throws IOException {
    Path library = Files.createDirectories(directory.resolve("torch/lib"));
    EngineLibrary.require("");
    EngineLibrary.require(library.toString());
    Path file = Files.createFile(library.resolve(System.mapLibraryName("torch")));
    EngineLibrary.require(library.toString());
    Path version = directory.resolve("torch/version.py");
    Files.writeString(version, "__version__ = '2.7.1+cu128'\n");
    EngineLibrary.require(library.toString());
    Files.writeString(version, "__version__ = '2.11.0+cu130'\n");
    String separator = File.pathSeparator;
    for (Object path : List.of(library, file, "/none" + separator + library + separator)) {
      String message =
          assertThrows(IllegalStateException.class, () -> EngineLibrary.require(path.toString()))
              .getMessage();
      assertTrue(message.contains("is of PyTorch 2.11.0+cu130"), message);
      assertTrue(message.contains("pip install torch==2.7.1"), message);
    }
  }
}
