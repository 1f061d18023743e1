package io.github.tribuopnas.benchmarks.nasbench201;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Reads times, and tells what is wrong with a file. */
public class LatencyTableTest {

  private static final Architecture LAST = new Architecture(Architecture.COUNT - 1);

  @TempDir private Path folder;

  /**
   * Returns the lines of a table of one device, on which a cell of one more place in the order of
   * codes takes a hundredth of a millisecond more.
   *
   * @return the header and a line a cell
   */
  public static List<String> lines() {
    List<String> lines = new ArrayList<>(List.of("architecture,phone_ms"));
    IntStream.range(0, Architecture.COUNT)
        .forEach(code -> lines.add(new Architecture(code) + "," + (code + 1) / 100.0));
    return lines;
  }

  private Path file(List<String> lines) throws IOException {
    Path file = folder.resolve("latency.csv");
    Files.write(file, lines);
    return file;
  }

  @Test
  void timesOfADevice() throws IOException {
    LatencyTable table = LatencyTable.read(file(lines()), "phone_ms");
    assertEquals(0.01, table.milliseconds(new Architecture(0)));
    assertEquals(156.25, table.milliseconds(LAST));
    assertEquals(156.25, table.longest());
  }

  static Stream<Arguments> wrongFiles() {
    return Stream.of(
        Arguments.of(1, "|none~0|,1", "is no cell of NAS-Bench-201"),
        Arguments.of(1, new Architecture(0) + ",-2", "is '-2'; needed are milliseconds above 0"),
        Arguments.of(1, new Architecture(0) + ",0", "is '0'; needed are milliseconds above 0"),
        Arguments.of(1, new Architecture(0) + ",NaN", "is 'NaN'"),
        Arguments.of(1, new Architecture(0) + ",fast", "is 'fast'"),
        Arguments.of(1, new Architecture(0) + ",1,2", "has 3 columns"),
        Arguments.of(
            1, new Architecture(7) + ",1", "two lines for the cell " + new Architecture(7)),
        Arguments.of(0, "cell,phone_ms", "no column 'architecture'; there are cell, phone_ms"),
        Arguments.of(0, "architecture,tablet_ms", "no device 'phone_ms'; there are tablet_ms"));
  }

  @ParameterizedTest
  @MethodSource("wrongFiles")
  void whatIsWrongIsTold(int place, String line, String told) throws IOException {
    List<String> lines = lines();
    lines.set(place, line);
    Path file = file(lines);
    IOException wrong = assertThrows(IOException.class, () -> LatencyTable.read(file, "phone_ms"));
    assertTrue(wrong.getMessage().startsWith(file.toString()), wrong.getMessage());
    assertTrue(wrong.getMessage().contains(told), wrong.getMessage());
  }

  @Test
  void cellThatIsMissingIsNamed() throws IOException {
    List<String> lines = lines();
    lines.remove(lines.size() - 1);
    Path file = file(lines);
    IOException wrong = assertThrows(IOException.class, () -> LatencyTable.read(file, "phone_ms"));
    assertTrue(wrong.getMessage().endsWith("lacks the cell " + LAST), wrong.getMessage());
  }
}
