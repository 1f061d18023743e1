package io.github.tribuopnas.cli.run;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.tribuopnas.onnx.model.AtomicFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * The options of a search; {@code config.json} in the run directory. Holds every option, also those
 * left at their defaults, so that the search can continue after defaults have changed.
 *
 * @param version of this form
 * @param options the values of each option by its name; paths absolute
 * @param versions what it ran on
 */
public record RunConfiguration(
    int version, Map<String, List<String>> options, Map<String, String> versions) {

  /** Its name in a run directory. */
  static final String FILE = "config.json";

  private static final int VERSION = 1;

  /** Options added later, with the values that earlier searches used. */
  private static final Map<String, String> BEFORE_THEY_CAME =
      Map.of("--test", "0", "--balance", "none", "--stem-stride", "1", "--layout", "paper");

  private static final ObjectMapper JSON = new ObjectMapper();

  /** Options about one call of the command, not about the search. */
  static final Set<String> OF_THE_CALL =
      Set.of(
          "--out",
          "--cache",
          "--resume",
          "--retry-failed",
          "--help",
          "--version",
          "--debug",
          "--quiet",
          "--json");

  /**
   * Describes a command that is being run.
   *
   * @param spec the command, whose options have been parsed
   * @return its options, with absolute paths, and the installed versions
   */
  public static RunConfiguration of(CommandSpec spec) {
    Map<String, List<String>> options = new LinkedHashMap<>();
    for (OptionSpec option : spec.options()) {
      List<String> values = values(option);
      if (!OF_THE_CALL.contains(option.longestName()) && !values.isEmpty()) {
        options.put(option.longestName(), values);
      }
    }
    return new RunConfiguration(VERSION, options, RunDescription.installed());
  }

  /**
   * Returns the values of an option as they are written on a command line.
   *
   * @param option an option of a command that has been parsed
   * @return its values, paths absolute; none if it was not set and has no default
   */
  public static List<String> values(OptionSpec option) {
    Object value = option.getValue();
    if (value == null) {
      return List.of();
    }
    if (value instanceof Map<?, ?> pairs) {
      return pairs.entrySet().stream().map(pair -> pair.getKey() + "=" + pair.getValue()).toList();
    }
    if (value instanceof Path path) {
      return List.of(absolute(path));
    }
    if (value instanceof KeptText kept) {
      return List.of(kept.text());
    }
    if (value instanceof List<?> paths && option.auxiliaryTypes()[0] == Path.class) {
      return paths.stream().map(path -> absolute((Path) path)).toList();
    }
    if (!option.stringValues().isEmpty()) {
      return option.stringValues();
    }
    return value instanceof Iterable<?> several ? texts(several) : List.of(value.toString());
  }

  private static String absolute(Path path) {
    return path.toAbsolutePath().normalize().toString();
  }

  private static List<String> texts(Iterable<?> values) {
    List<String> texts = new ArrayList<>();
    values.forEach(value -> texts.add(value.toString()));
    return texts;
  }

  /**
   * Writes the configuration, unless an earlier call has.
   *
   * @param run the run directory, which exists
   * @throws IOException if the file cannot be written
   */
  public void writeTo(Path run) throws IOException {
    Path file = run.resolve(FILE);
    if (!Files.exists(file)) {
      AtomicFiles.write(file, JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(this));
    }
  }

  /**
   * Reads the configuration of a run.
   *
   * @param run the run directory
   * @return the options of the run
   * @throws IOException if the directory has none, or it is damaged or of another version
   */
  public static RunConfiguration read(Path run) throws IOException {
    Path file = run.resolve(FILE);
    try {
      RunConfiguration read = JSON.readValue(Files.readAllBytes(file), RunConfiguration.class);
      if (read.version() != VERSION || read.options() == null) {
        throw new IOException(
            file + " has version " + read.version() + "; this program reads version " + VERSION);
      }
      return read;
    } catch (NoSuchFileException e) {
      throw new IOException(run + " is no directory of a search: it holds no " + FILE, e);
    } catch (JacksonException e) {
      throw new IOException(file + " is damaged: " + e.getOriginalMessage(), e);
    }
  }

  /**
   * Returns the words of a command line that has these options.
   *
   * @param replaced the names of options to leave out, such as {@code --epochs}
   * @return words of the form {@code --name=value}
   */
  public List<String> words(Set<String> replaced) {
    return words(name -> !replaced.contains(name));
  }

  /**
   * Returns the words of a command line that has some of these options.
   *
   * @param names those of the options to take, such as {@code --data}
   * @param replaced those to leave out all the same
   * @return words of the form {@code --name=value}; may be changed
   */
  public List<String> wordsOf(Set<String> names, Set<String> replaced) {
    return words(name -> names.contains(name) && !replaced.contains(name));
  }

  private List<String> words(Predicate<String> taken) {
    List<String> words = new ArrayList<>();
    options.forEach(
        (written, values) -> {
          String name = FormerOptions.name(written);
          if (taken.test(name)) {
            values.forEach(value -> words.add(name + "=" + value));
          }
        });
    BEFORE_THEY_CAME.forEach(
        (name, value) -> {
          if (!options.containsKey(name) && taken.test(name)) {
            words.add(name + "=" + value);
          }
        });
    return words;
  }
}
