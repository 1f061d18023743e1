package io.github.tribuopnas.cli;

import io.github.tribuopnas.options.OptionGroup;
import java.lang.reflect.Field;
import java.util.Set;
import java.util.stream.Collectors;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * Sets options that are not on the command line, as if they were, so that a run directory keeps
 * their values.
 *
 * @param command a command that has been parsed
 */
record UnsetOptions(CommandSpec command) {

  /** Returns the names of the options on the command line. */
  Set<String> given() {
    return command.commandLine().getParseResult().matchedOptions().stream()
        .map(OptionSpec::longestName)
        .collect(Collectors.toSet());
  }

  /** Gives the options of a group the values of another group of its class. */
  void take(OptionGroup<?> group) {
    for (OptionSpec option : command.options()) {
      if (!command.commandLine().getParseResult().hasMatchedOption(option)
          && option.userObject() instanceof Field field
          && field.getDeclaringClass() == group.getClass()) {
        option.setValue(group.value(field.getName()));
      }
    }
  }
}
