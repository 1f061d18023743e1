package io.github.tribuopnas.benchmarks.gpu;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The check on the CPU, in small: that it runs, and what it says of parts that cannot. */
class GpuCheckTest {

  /** Stands in for a part. */
  static final class MadeUpPart {

    private MadeUpPart() {}

    /**
     * Behaves as it is told.
     *
     * @param arguments how
     */
    public static void main(String[] arguments) throws InterruptedException {
      System.out.println(new Measurement("speed", "a name", 1.5, "images/s").line());
      System.err.println("a library prints something");
      switch (arguments[0]) {
        case "lacks" -> {
          System.out.println(PartProcess.LACKS + "no GPU");
          System.exit(3);
        }
        case "dies" -> Runtime.getRuntime().halt(128 + 6);
        case "hangs" -> Thread.currentThread().join();
        default -> System.out.println("the end");
      }
    }
  }

  private static PartProcess part(String behavior, Duration limit)
      throws IOException, InterruptedException {
    return PartProcess.run(CheckPart.SPEED, List.of(behavior), limit, MadeUpPart.class.getName());
  }

  @Tag("slow")
  @Test
  void aPartThatEndsEarlyKeepsWhatItFoundAndSaysWhatItLacks()
      throws IOException, InterruptedException {
    Measurement found = new Measurement("speed", "a name", 1.5, "images/s");
    Map<String, String> lacks =
        Map.of(
            "ends", "",
            "lacks", "no GPU",
            "dies", "its process was killed by signal 6: a library prints something");
    for (Map.Entry<String, String> each : lacks.entrySet()) {
      PartProcess ended = part(each.getKey(), Duration.ofMinutes(5));
      assertEquals(List.of(found), ended.measurements(), each.getKey());
      assertEquals(each.getValue(), ended.lacks());
    }
    assertEquals("it took more than 1 s", part("hangs", Duration.ofSeconds(1)).lacks());
    assertEquals("no time was left", part("ends", Duration.ZERO).lacks());
  }

  @Test
  void aMeasurementIsReadFromItsLineAndNothingElseIs() {
    Measurement found = new Measurement("speed", "F=8 batch 64, tf32", 1234.5, "images/s");
    assertEquals(Optional.of(found), Measurement.parse(found.line()));
    assertEquals(Optional.empty(), Measurement.parse("WARNING: pnas-measured"));
    assertEquals("| speed | F=8 batch 64, tf32 | 1234.50 images/s |", found.row());
  }

  @Tag("slow")
  @Test
  void onTheCpuEveryPartMeasuresOrSaysWhatItLacks(@TempDir Path directory) throws IOException {
    Path json = directory.resolve("check.json");
    StringWriter out = new StringWriter();
    int code =
        new CommandLine(new GpuCheck())
            .setOut(new PrintWriter(out, true))
            .execute(
                "--cpu",
                "--minutes=30",
                "--python=" + directory.resolve("no-python"),
                "--json=" + json);
    assertEquals(0, code, out.toString());
    JsonNode result = new ObjectMapper().readTree(json.toFile());
    assertTrue(result.at("/doctor/canSearch").asBoolean(), out.toString());
    assertEquals(1, result.get("lacks").size(), result.get("lacks").toString());
    assertTrue(result.at("/lacks/python").asText().endsWith("no-python is not there"));
    Map<String, Double> values =
        StreamSupport.stream(result.get("measurements").spliterator(), false)
            .collect(
                Collectors.toMap(
                    m -> m.get("part").asText() + ": " + m.get("name").asText(),
                    m -> m.get("value").asDouble()));
    String agreement = "agreement: largest difference of probabilities from the CPU's, float32";
    assertEquals(0, values.get(agreement + ", after a step"));
    assertEquals(0, values.get(agreement + ", after an epoch"));
    assertTrue(values.get("speed: F=4 batch 16, float32") > 0, values.toString());
    assertTrue(values.get("sharing: 2 at once") > 0, values.toString());
    assertTrue(values.get("serving: the CPU") > 0, values.toString());
    assertEquals(5, values.get("search: trials"));
    assertFalse(Files.readString(json).contains("NaN"));
  }
}
