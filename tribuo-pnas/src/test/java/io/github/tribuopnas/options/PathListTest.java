package io.github.tribuopnas.options;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Option;

class PathListTest {

  @TempDir Path folder;

  private static final class Runs {
    @Option(names = "--run", parameterConsumer = PathList.class)
    private List<Path> runs = List.of();
  }

  private static List<Path> read(String... words) {
    Runs runs = new Runs();
    new CommandLine(runs).parseArgs(words);
    return runs.runs;
  }

  @Test
  void pathsAreSeparatedByCommasOrGivenOneByOne() {
    assertEquals(
        List.of(Path.of("a"), Path.of("b c"), Path.of("d")), read("--run", "a,b c", "--run", "d"));
  }

  @Test
  void aPathThatIsThereIsTakenWholeAlsoBesideOthers() throws IOException {
    Path comma = Files.createDirectory(folder.resolve("a,b,c"));
    Path plain = Files.createDirectory(folder.resolve("d"));
    assertEquals(List.of(comma), read("--run", comma.toString()));
    assertEquals(List.of(comma, plain), read("--run", comma + "," + plain));
    assertEquals(List.of(plain, comma, plain), read("--run", plain + "," + comma + "," + plain));
    Path missing = folder.resolve("x");
    assertEquals(List.of(missing, comma), read("--run", missing + "," + comma));
  }
}
