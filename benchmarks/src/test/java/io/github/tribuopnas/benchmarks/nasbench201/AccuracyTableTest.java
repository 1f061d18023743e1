package io.github.tribuopnas.benchmarks.nasbench201;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AccuracyTableTest {

  @TempDir private Path folder;

  @Test
  void everyCellHasItsAccuracies() throws IOException {
    Path file = folder.resolve("table.json");
    TestTable.write(file);
    AccuracyTable table = AccuracyTable.read(file);
    for (int code = 0; code < Architecture.COUNT; code++) {
      Architecture cell = new Architecture(code);
      assertEquals(TestTable.validation(cell), table.validation(cell));
      assertEquals(100 - TestTable.validation(cell), table.test(cell));
    }
    // All edges 3x3: 50 + 3 * (1 + 1.125 + 1.25 + 1.375 + 1.5 + 1.625).
    assertEquals(73.625, table.best(Nasbench201Space.ofTexts()));
  }

  @Test
  void aTableThatLacksACellOrAnAccuracyIsRefused() throws IOException {
    Path file = folder.resolve("table.json");
    Files.writeString(
        file, "{\"" + new Architecture(0) + "\": {\"val_acc_200\": 10, \"test_acc_200\": 10}}");
    IOException lacking = assertThrows(IOException.class, () -> AccuracyTable.read(file));
    assertTrue(lacking.getMessage().contains("lacks the cell"), lacking.getMessage());
    Files.writeString(file, "{\"" + new Architecture(0) + "\": {\"val_acc_200\": 10}}");
    IOException half = assertThrows(IOException.class, () -> AccuracyTable.read(file));
    assertTrue(half.getMessage().contains("test_acc_200"), half.getMessage());
    Files.writeString(file, "{\"|cell|\": {}}");
    assertThrows(IOException.class, () -> AccuracyTable.read(file));
  }
}
