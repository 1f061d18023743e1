package io.github.tribuopnas.benchmarks.lines;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What studies share: each writes a CSV, prints a table and checks its options. */
public abstract class CsvStudy implements Callable<Integer> {

  @Option(
      names = "--csv",
      required = true,
      paramLabel = "OUT",
      converter = OutputFile.class,
      description = "The CSV to write.")
  private Path csv;

  @Spec private CommandSpec spec;

  /** For picocli. */
  @SuppressWarnings("NullAway.Init") // Set by picocli.
  protected CsvStudy() {}

  /**
   * Returns the CSV.
   *
   * @return where it is written
   */
  protected final Path csv() {
    return csv;
  }

  /**
   * Writes a text beside the CSV.
   *
   * @param ending as for {@link FileBeside#of}
   * @param text what to write
   * @throws IOException if it cannot be written
   */
  protected final void writeBeside(String ending, String text) throws IOException {
    Files.writeString(FileBeside.of(csv, ending), text);
  }

  /**
   * Prints a text.
   *
   * @param text what standard output takes
   */
  protected final void print(String text) {
    PrintWriter out = spec.commandLine().getOut();
    out.print(text);
    out.flush();
  }

  /**
   * Returns the command as it was called.
   *
   * @return picocli's description
   */
  protected final CommandSpec spec() {
    return spec;
  }

  /**
   * Requires something of the options.
   *
   * @param holds whether it holds
   * @param message what the options are, and what is needed
   * @throws ParameterException if it does not hold
   */
  protected final void require(boolean holds, String message) {
    if (!holds) {
      throw new ParameterException(spec.commandLine(), message);
    }
  }

  /**
   * Requires a number of at least 1.
   *
   * @param option the option
   * @param number its value
   * @throws ParameterException if it is smaller
   */
  protected final void requireAtLeastOne(String option, int number) {
    require(number >= 1, option + " " + number + "; allowed are numbers from 1");
  }

  /**
   * Requires ascending numbers, at least one, from 1.
   *
   * @param option the option
   * @param numbers its values
   * @throws ParameterException if they are others
   */
  protected final void requireAscending(String option, int... numbers) {
    require(
        numbers.length > 0
            && numbers[0] >= 1
            && IntStream.range(1, numbers.length).allMatch(i -> numbers[i] > numbers[i - 1]),
        option + " " + Arrays.toString(numbers) + "; needed are ascending numbers from 1");
  }

  /**
   * Reads an option.
   *
   * @param <T> what it stands for
   * @param reading reads it
   * @return what was read
   * @throws ParameterException if reading throws an IllegalArgumentException
   */
  protected final <T> T read(Supplier<T> reading) {
    try {
      return reading.get();
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
  }
}
