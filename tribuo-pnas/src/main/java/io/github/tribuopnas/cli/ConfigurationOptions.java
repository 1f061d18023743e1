package io.github.tribuopnas.cli;

import io.github.tribuopnas.PNASTrainer;
import io.github.tribuopnas.PNASTrainerBuilder;
import io.github.tribuopnas.TrainerConfiguration;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Help.Visibility;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** The options of a search about a file that has the others. */
final class ConfigurationOptions {

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description =
          "Read a PNASTrainer from an OLCUT configuration, .xml or .json, see docs/tribuo.md."
              + " Options on the command line override those in the file; the format is that of the"
              + " images.")
  private @Nullable Path file;

  @Option(
      names = "--allow-package",
      paramLabel = "PACKAGE",
      split = ",",
      showDefaultValue = Visibility.NEVER,
      description =
          "With --config: also allow the classes of this package in the file, such as a strategy of"
              + " your own on the class path.")
  private List<String> packages = List.of();

  /** Returns whether there is a file. */
  boolean isGiven() {
    return file != null;
  }

  /**
   * Starts from what the file configures, and gives its values to all options that are not on the
   * command line.
   *
   * @return the trainer of the file, or the usual one if there is no file
   * @throws IOException if the file cannot be read or is refused
   */
  PNASTrainerBuilder read(CommandSpec command) throws IOException {
    if (file == null) {
      return PNASTrainer.builder();
    }
    PNASTrainer trainer = TrainerConfiguration.load(file, packages);
    trainer.options().forEach(new UnsetOptions(command)::take);
    return trainer.toBuilder();
  }
}
