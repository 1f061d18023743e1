package io.github.tribuopnas.benchmarks.prior;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Trainings of one step, which take seconds. */
@Tag("slow")
class PriorStudyTest {

  private static final int PIXELS = 64;

  @TempDir Path folder;

  private final StringWriter err = new StringWriter();

  @BeforeEach
  void images() throws IOException {
    SplittableRandom random = new SplittableRandom(1);
    List<String> lines = new ArrayList<>();
    for (int image = 0; image < 40; image++) {
      int label = image % 2;
      lines.add(
          String.join(
                  ",",
                  IntStream.range(0, PIXELS)
                      .mapToObj(i -> Integer.toString(random.nextInt(128) + label * 127))
                      .toList())
              + ","
              + label);
    }
    Files.write(folder.resolve("dark-and-light.csv"), lines);
  }

  private List<MeasuredCell> run(String cells) throws IOException {
    Path csv = folder.resolve("prior.csv");
    String data = "contrast=" + folder.resolve("dark-and-light.csv");
    int status =
        new CommandLine(new PriorStudy())
            .setOut(new PrintWriter(new StringWriter()))
            .setErr(new PrintWriter(err, true))
            .execute("--data", data, "--cells", cells, "--steps", "1", "--csv", csv.toString());
    assertEquals(0, status, err.toString());
    return MeasuredCell.LINES.read(csv);
  }

  @Test
  void aStudyGoesOnBehindTheCellsThatAreThere() throws IOException {
    List<MeasuredCell> first = run("1");
    assertEquals(List.of(5, 4, 3, 2, 1), first.stream().map(MeasuredCell::blocks).toList());
    assertTrue(first.stream().allMatch(line -> line.accuracy() >= 0 && line.accuracy() <= 1));
    assertTrue(first.stream().allMatch(line -> line.stepMillis() > 0));
    List<MeasuredCell> more = run("2");
    assertEquals(first, more.subList(0, 5));
    assertEquals(10, more.stream().map(MeasuredCell::cell).distinct().count());
  }
}
