package io.github.tribuopnas.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.oracle.labs.mlrg.olcut.config.PropertyException;
import io.github.tribuopnas.execution.ExecutionOptions;
import io.github.tribuopnas.training.engine.DeviceChoice;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** What trains candidates, as it is typed. */
class ExecutionOptionsTest {

  private final StringWriter err = new StringWriter();

  private void assertUsageError(String part, String... arguments) {
    PrintWriter writer = new PrintWriter(err, true);
    assertEquals(2, Pnas.run(writer, writer, arguments));
    assertTrue(err.toString().contains(part), err.toString());
  }

  @Test
  void memoryIsReadAsPeopleWriteIt() {
    assertEquals(512L << 20, new ExecutionOptions().withMemory("512M").memory());
    assertEquals(4L << 30, new ExecutionOptions().withMemory("4g").memory());
    assertEquals(1L << 40, new ExecutionOptions().withMemory("1T").memory());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "4", "0G", "-1G", "4x", "4 G", "1.5G", "9999999999M"})
  void otherAmountsAreRefusedWithTheForm(String text) {
    assertUsageError("'" + text + "' is no amount of memory above 0", "search", "--memory=" + text);
    assertTrue(err.toString().contains("512M, 4G or 1T"), err.toString());
  }

  @Test
  void moreThanCanBeCountedIsRefused() {
    assertThrows(PropertyException.class, () -> new ExecutionOptions().withMemory("8388608T"));
  }

  @Test
  void aPathThatIsThereIsTakenWholeWithItsCommas(@TempDir Path directory) throws IOException {
    Path run = Files.createDirectory(directory.resolve("beam 8, seed 1"));
    ExecutionOptions whole =
        CommandLine.populateCommand(new ExecutionOptions(), "--reuse", run.toString());
    assertEquals(List.of(run), whole.reuse());
    ExecutionOptions several =
        CommandLine.populateCommand(
            new ExecutionOptions(), "--reuse", "a,b", "--reuse", run.toString());
    assertEquals(List.of(Path.of("a"), Path.of("b"), run), several.reuse());
  }

  @Test
  void theMemoryOfThreadsCannotBeLimited() {
    assertUsageError(
        "use --executor pool", "search", "--memory=4G", "--executor=threads", "--train-limit=60");
  }

  @Test
  void anOptionThatIsGivenTwiceIsRefusedAndForgetsNoOther() {
    assertUsageError(
        "option '--seed' is given twice",
        "search",
        "--seed=1",
        "--executor=threads",
        "--seed",
        "2");
  }

  @Test
  void pairsAreGivenAsOftenAsOneLikes() {
    assertUsageError(
        "'rate'", "search", "--override=weight-decay=0.1", "--seed=1", "--override=rate=1");
  }

  @Test
  void howManyTrialsAClusterTakesAtOnceMustBeTold() {
    assertUsageError("the executor spark needs --workers", "search", "--executor=spark");
  }

  @Test
  void aRunIsReusedWhateverCommasItsNameHas(@TempDir Path directory) throws IOException {
    Path odd = Files.createDirectory(directory.resolve("a,b"));
    Path one = directory.resolve("one");
    ExecutionOptions options =
        CommandLine.populateCommand(
            new ExecutionOptions(), "--reuse", odd.toString(), "--reuse=" + one + "," + one + "2");
    assertEquals(List.of(odd, one, directory.resolve("one2")), options.reuse());
  }

  @Test
  void byDefaultEveryCoreHasItsWorker() {
    assertEquals(
        Runtime.getRuntime().availableProcessors(),
        new ExecutionOptions().workers(DeviceChoice.parse("cpu"), true, () -> 1));
  }

  @Test
  void workersOnAGpuAreANumberFrom1OrAuto() {
    assertUsageError("perGpu is 0; allowed are numbers from 1", "search", "--per-gpu=0");
    assertUsageError("perGpu is 'many'; allowed are whole numbers", "search", "--per-gpu=many");
    new ExecutionOptions().withPerGpu("auto");
  }
}
