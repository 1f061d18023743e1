package io.github.tribuopnas.cli.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.tribuopnas.base.Failures;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

/** What is told of files that are not there: once. */
class MissingFilesTest {

  @TempDir Path folder;

  private static String told(Executable reading) {
    return Failures.message(assertThrows(IOException.class, reading));
  }

  @Test
  void aMissingPictureIsToldOnce() {
    Path none = folder.resolve("none.png");
    assertEquals(
        "there is no picture or folder " + none, told(() -> Pictures.in(List.of(none), 1)));
  }

  @Test
  void aMissingModelIsToldOnce() {
    Path none = folder.resolve("none");
    assertEquals(
        "there is no model file or run directory " + none, told(() -> ModelFile.onnx(none)));
    assertEquals(
        folder
            + " holds neither winner.onnx nor winner.tribuo: it is no directory of a finished run",
        told(() -> ModelFile.in(folder)));
  }
}
