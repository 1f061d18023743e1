package io.github.tribuopnas.onnx.mapping;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.internal.NDArrayEx;
import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** The guide lists the operations that the code has, no more and no fewer. */
class OperatorTableTest {
  private static final Path GUIDE = Path.of("..", "docs", "onnx-export.md");
  private static final String BEGIN = "<!-- operators -->\n";
  private static final String END = "<!-- end -->";

  private static String table() {
    StringBuilder table = new StringBuilder("| DJL | ONNX |\n|---|---|\n");
    for (Map.Entry<String, Mappings.Entry> entry : Mappings.standard().entrySet()) {
      table.append("| `").append(entry.getKey()).append("` | ");
      table.append(entry.getValue().operators()).append(" |\n");
    }
    return table.toString();
  }

  /** Written anew with {@code -Dio.github.tribuopnas.onnx.table=write}. */
  @Test
  void theTableOfTheGuideIsFresh() throws IOException {
    String guide = Files.readString(GUIDE);
    int begin = guide.indexOf(BEGIN) + BEGIN.length();
    int end = guide.indexOf(END);
    String fresh = guide.substring(0, begin) + table() + guide.substring(end);
    if ("write".equals(System.getProperty("io.github.tribuopnas.onnx.table"))) {
      Files.writeString(GUIDE, fresh);
    }
    assertEquals(
        fresh,
        Files.readString(GUIDE),
        "docs/onnx-export.md is stale: run the test with -Dio.github.tribuopnas.onnx.table=write");
  }

  @Test
  void everyMappingIsOfAMethodThatDjlHas() {
    Set<String> methods = new TreeSet<>();
    for (Class<?> type : new Class<?>[] {NDArray.class, NDArrayEx.class}) {
      for (Method method : type.getMethods()) {
        methods.add(method.getName());
      }
    }
    Set<String> unknown = new TreeSet<>(Mappings.standard().keySet());
    unknown.removeAll(methods);
    assertTrue(unknown.isEmpty(), unknown::toString);
  }
}
