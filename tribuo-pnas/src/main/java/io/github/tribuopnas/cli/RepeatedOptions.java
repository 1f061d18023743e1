package io.github.tribuopnas.cli;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/**
 * Refuses an option that is given twice. Picocli does so itself, but not with options in groups:
 * there it takes a repetition as the start of a new group, and forgets the values before.
 */
final class RepeatedOptions {

  private RepeatedOptions() {}

  /**
   * Checks a command line.
   *
   * @throws ParameterException if an option that takes one value is there twice
   */
  static void refuse(ParseResult parsed) {
    ParseResult command = parsed;
    while (command.hasSubcommand()) {
      command = command.subcommand();
    }
    CommandSpec spec = command.commandSpec();
    Map<String, OptionSpec> options = spec.optionsMap();
    Set<OptionSpec> seen = new HashSet<>();
    for (String word : parsed.originalArgs()) {
      OptionSpec option = options.get(word.replaceFirst("=.*", ""));
      if (option != null && !option.isMultiValue() && !seen.add(option)) {
        throw new ParameterException(
            spec.commandLine(),
            "option '" + option.longestName() + "' is given twice; give it once");
      }
    }
  }
}
