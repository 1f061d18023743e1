package io.github.tribuopnas.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine.ParameterException;

/**
 * Every shell line in the README and the guides is a command with options that exist, and is run,
 * in the order of the pages, unless it is listed here with the reason why not. A search is run as
 * written with options that make it small added.
 */
@Tag("slow")
class DocumentedCommandsTest {

  private static final String PNAS = "./pnas ";

  /** What stands before the words of the command where Spark starts it. */
  private static final String JAR = "-SNAPSHOT.jar ";

  /** Lines of the command that are parsed, but not run. */
  private static final Map<String, String> PARSED_ONLY =
      Map.of(
          "search --data fashion-mnist", "downloads 30 MB where Debian's package is not installed",
          "search --data photos --time-limit",
              "takes a quarter of an hour; TimeLimitTest is shorter",
          "search --data images --minimize latency --latency-device",
              "stops until another machine has measured; LatencyCommandTest goes on",
          "latency runs/phone", "measures on that machine",
          "resume runs/phone", "goes on when it has",
          "train --cell pnasnet5 --data cifar-10-binary.tar.gz", "takes weeks without a GPU",
          "train --from runs/flowers", "takes a hundred epochs; TrainFromRunTest has such lines",
          "resume runs/images --executor pool", "goes on with a run of a cluster");

  /** Other programs' lines, by how they begin. */
  private static final Map<String, String> NOT_OURS =
      Map.of(
          "mvn ", "runs the test that reads this, or builds what it tests",
          "mkdir -p \"$HOME/tmp\"", "makes a folder of the reader's",
          "export JDK_JAVA_OPTIONS=", "is for the commands that follow in the reader's shell",
          "benchmarks/run ", "takes hours; ExperimentsTest knows the experiments",
          "benchmarks/gpu-check ", "looks at a GPU; GpuCheckTest does so on a CPU",
          "docs/results/image-search/cells", "prepares a line of benchmarks/run",
          "spark-submit ", "needs a cluster of Spark; SparkSubmitTest has one",
          "--conf spark.executor.resource", "are further options of spark-submit",
          "java -jar benchmarks/target/benchmarks.jar", "is what benchmarks/run jmh starts");

  /** What makes a search small, unless the line has the option itself. */
  private static final List<String> SMALL =
      List.of(
          "--executor=threads",
          "--blocks=1",
          "--first-level=5",
          "--beam=2",
          "--epochs=1",
          "--final-epochs=1",
          "--final-filters=4",
          "--final-repeats=1",
          "--filters=4",
          "--train-limit=60",
          "--out=runs/small");

  @TempDir private Path directory;

  private static List<String> commands() throws IOException {
    List<String> commands = new ArrayList<>();
    for (String line : ShellLines.all()) {
      if (line.startsWith("source <(" + PNAS)) {
        commands.add(line.substring(("source <(" + PNAS).length(), line.length() - 1));
      } else if (line.startsWith(PNAS)) {
        commands.add(line.substring(PNAS.length()));
      }
    }
    return new ArrayList<>(new LinkedHashSet<>(commands));
  }

  @Test
  void everyLineOfAnotherProgramIsKnown() throws IOException {
    List<String> others = ShellLines.all().stream().filter(line -> !line.contains(PNAS)).toList();
    Set<String> unknown = new TreeSet<>(others);
    unknown.removeIf(line -> NOT_OURS.keySet().stream().anyMatch(line::startsWith));
    assertEquals(Set.of(), unknown, "run these in a test, or list them with the reason why not");
    for (String begin : NOT_OURS.keySet()) {
      assertTrue(others.stream().anyMatch(l -> l.startsWith(begin)), begin + " is in no page");
    }
  }

  @Test
  void everyLineHasCommandsAndOptionsThatExist() throws IOException {
    List<String> lines = commands();
    assertTrue(lines.size() >= 12, lines.toString());
    for (String line : ShellLines.all()) {
      int submitted = line.lastIndexOf(JAR);
      if (line.startsWith("spark-submit ") && submitted >= 0) {
        lines.add(line.substring(submitted + JAR.length()).strip());
      }
    }
    for (String line : lines) {
      try {
        Pnas.commandLine().parseArgs(line.split("\\s+"));
      } catch (ParameterException e) {
        throw new AssertionError(PNAS + line + ": " + e.getMessage(), e);
      }
    }
  }

  @Test
  void everyLineRunsUnlessItIsListed() throws IOException {
    pictures("flowers/train", 32);
    pictures("flowers/test", 32);
    pictures("images/train", 12);
    picture(directory.resolve("picture.png"), 8, 0);
    Set<String> left = new TreeSet<>(PARSED_ONLY.keySet());
    for (String line : commands()) {
      if (!left.removeIf(line::startsWith)
          && PARSED_ONLY.keySet().stream().noneMatch(line::startsWith)) {
        List<String> words = words(line);
        if (words.get(0).equals("predict")) {
          // Its run is that of a line that is not run.
          run(small(List.of("search", "--out=" + directory.resolve("runs/fashion"))));
        }
        if (words.get(0).equals("evaluate")) {
          String flowers = "--data=" + directory.resolve("flowers");
          run(small(List.of("search", flowers, "--out=" + directory.resolve("runs/flowers"))));
        }
        run(words.get(0).equals("search") ? small(words) : words);
      }
    }
    assertEquals(Set.of(), left, "listed, but in no page");
  }

  /** Returns the words of a line, with files of the test in place of those that it names. */
  private List<String> words(String line) {
    List<String> words = new ArrayList<>();
    for (String word : line.split("\\s+")) {
      boolean isFile = word.matches("runs/.*|flowers|images|picture\\.png");
      words.add(isFile ? directory.resolve(word).toString() : word);
    }
    return words;
  }

  private List<String> small(List<String> words) {
    List<String> all = new ArrayList<>(words);
    for (String option : SMALL) {
      String name = option.replaceFirst("=.*", "");
      if (words.stream().noneMatch(word -> word.equals(name) || word.startsWith(name + "="))) {
        all.add(
            option.replace("=runs/", "=" + directory.resolve("runs-" + words.hashCode()) + "/"));
      }
    }
    return all;
  }

  private static void run(List<String> words) {
    StringWriter out = new StringWriter();
    PrintWriter writer = new PrintWriter(out);
    int code = Pnas.run(writer, writer, words.toArray(String[]::new));
    assertEquals(0, code, () -> PNAS + String.join(" ", words) + "\n" + out);
  }

  private void pictures(String folder, int side) throws IOException {
    for (int i = 0; i < 30; i++) {
      Path of = directory.resolve(folder).resolve(i % 2 == 0 ? "daisy" : "tulip");
      picture(Files.createDirectories(of).resolve(i + ".png"), side, i);
    }
  }

  private static void picture(Path file, int side, int seed) throws IOException {
    BufferedImage image = new BufferedImage(side, side, BufferedImage.TYPE_BYTE_GRAY);
    for (int y = 0; y < side; y++) {
      for (int x = 0; x < side; x++) {
        image.getRaster().setSample(x, y, 0, (x * (seed % 2 == 0 ? 9 : 1) + y * 7 + seed) % 256);
      }
    }
    ImageIO.write(image, "png", file.toFile());
  }
}
