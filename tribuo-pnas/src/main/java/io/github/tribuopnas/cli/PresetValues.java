package io.github.tribuopnas.cli;

import io.github.tribuopnas.options.OptionGroup;
import java.lang.reflect.Field;
import java.util.List;
import java.util.Map;
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
record PresetValues(CommandSpec command) {

  /** Returns the names of the options on the command line. */
  Set<String> given() {
    return command.commandLine().getParseResult().matchedOptions().stream()
        .map(OptionSpec::longestName)
        .collect(Collectors.toSet());
  }

  /** Sets options of some groups by their names. */
  void set(List<OptionGroup<?>> groups, Map<String, String> values) {
    for (OptionGroup<?> group : groups) {
      OptionGroup<?> filled = group.withUnset(values);
      for (OptionSpec option : command.options()) {
        if (values.containsKey(option.longestName())
            && option.userObject() instanceof Field field
            && field.getDeclaringClass() == group.getClass()) {
          option.setValue(filled.value(field.getName()));
        }
      }
    }
  }
}
