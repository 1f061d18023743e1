package io.github.tribuopnas.benchmarks.experiments;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.tribuopnas.space.Cell;
import io.github.tribuopnas.space.CellSpace;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PredictorStudyTest {

  @TempDir private Path folder;

  private Path table;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  /** The accuracy is a sum over operations, so that every surrogate can learn it. */
  @BeforeEach
  void writeTable() throws IOException {
    SplittableRandom random = new SplittableRandom(1);
    CellSpace space = CellSpace.builder().setBlocks(2).build();
    Set<Cell> cells = new TreeSet<>();
    while (cells.size() < 100) {
      cells.add(space.random(1 + cells.size() % 2, random));
    }
    List<String> lines = new ArrayList<>(List.of("cell,validationAccuracy"));
    for (Cell cell : cells) {
      double accuracy = 0.5;
      for (int number = 1; number <= cell.size(); number++) {
        accuracy += 0.01 * cell.left(number).operation().ordinal();
        accuracy += 0.01 * cell.right(number).operation().ordinal();
      }
      lines.add("\"" + cell + "\"," + accuracy);
    }
    table = folder.resolve("cells.csv");
    Files.write(table, lines);
  }

  private int run(String csv, String... more) {
    String[] arguments = {
      "predictors", "--table", table.toString(), "--csv", folder.resolve(csv).toString()
    };
    String[] all = Arrays.copyOf(arguments, arguments.length + more.length);
    System.arraycopy(more, 0, all, arguments.length, more.length);
    return Experiments.run(new PrintWriter(out, true), new PrintWriter(err, true), all);
  }

  private String text(String name) throws IOException {
    return Files.readString(folder.resolve(name));
  }

  @Test
  void everySurrogateAndDrawIsALineForHeldOutCellsAndOneForLargerOnes() throws IOException {
    assertEquals(0, run("a.csv", "--draws", "2", "--surrogates", "linear,boosted"), err.toString());
    List<String> lines = text("a.csv").lines().toList();
    assertEquals("surrogate,draw,blocks,on,spearman", lines.get(0));
    assertEquals(1 + 2 * 2 * 2, lines.size());
    for (String line : lines.subList(1, lines.size())) {
      assertTrue(Double.parseDouble(line.split(",")[4]) > 0.5, line);
    }
    assertTrue(out.toString().contains("mean over 2 draws"), out.toString());
    assertTrue(text("a.svg").contains("boosted"));
  }

  @Test
  void theDefaultRanksWithoutATrial() throws IOException {
    assertEquals(0, run("zero.csv", "--zero-trials"), err.toString());
    List<String> lines = text("zero.csv").lines().toList();
    assertEquals("surrogate,level,spearman", lines.get(0));
    assertEquals(3, lines.size());
    assertTrue(lines.get(1).startsWith("default,1,"), lines.get(1));
    assertTrue(lines.get(2).startsWith("default,2,"), lines.get(2));
    assertTrue(out.toString().contains("trials on fashion-mnist"), out.toString());
  }

  @Test
  void fewTrialsOfOneBlockAreDrawnAndLargerCellsRanked() throws IOException {
    String[] sixteen = {
      "--one-block-trials", "16", "--draws", "2", "--surrogates", "default,linear"
    };
    assertEquals(0, run("few.csv", sixteen), err.toString());
    List<String> lines = text("few.csv").lines().toList();
    assertEquals(3, lines.size());
    assertTrue(lines.get(1).startsWith("default,2,"), lines.get(1));
    assertTrue(lines.get(2).startsWith("linear,2,"), lines.get(2));
  }

  @Test
  void aStudyContinuedFromEarlierFilesIsThatOfOneRun() throws IOException {
    assertEquals(0, run("whole.csv", "--draws", "2", "--surrogates", "linear,cart"));
    assertEquals(0, run("linear.csv", "--draws", "1", "--surrogates", "linear"));
    assertEquals(0, run("cart.csv", "--draws", "2", "--surrogates", "cart"));
    String from = folder.resolve("cart.csv") + "," + folder.resolve("linear.csv");
    assertEquals(
        0,
        run("merged.csv", "--draws", "2", "--surrogates", "linear,cart", "--from", from),
        err.toString());
    assertEquals(text("whole.csv"), text("merged.csv"));
    assertEquals(text("whole.svg"), text("merged.svg"));
  }

  /** A draw that is known is not measured again, so that a surrogate's mean is what is given. */
  @Test
  void whatAFileSaysIsTaken() throws IOException {
    Files.write(
        folder.resolve("told.csv"),
        List.of(
            "surrogate,draw,blocks,on,spearman",
            "linear,1,1,same,0.123",
            "linear,1,1,next,-0.456"));
    String told = folder.resolve("told.csv").toString();
    assertEquals(
        0, run("b.csv", "--draws", "1", "--surrogates", "linear", "--from", told), err.toString());
    assertEquals(text("told.csv"), text("b.csv"));
    assertTrue(out.toString().contains("| `linear` | 0.123 | -0.456 |"), out.toString());
    assertEquals(1, run("c.csv", "--from", told + "," + told));
    assertTrue(err.toString().contains("draw 1 of linear stands twice"), err.toString());
    Files.writeString(folder.resolve("other.csv"), "a,b,c,d,e\nlinear,1,1,later,0.5\n");
    assertEquals(1, run("d.csv", "--from", folder.resolve("other.csv").toString()));
    assertTrue(err.toString().contains("'later'; allowed are same and next"), err.toString());
  }
}
