package io.github.tribuopnas.cli;

import io.github.tribuopnas.cli.run.RunConfiguration;
import io.github.tribuopnas.cli.run.WinnerTraining;
import io.github.tribuopnas.network.NetworkOptions;
import io.github.tribuopnas.training.RecipeOptions;
import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** The options of a training about the search that it goes on from. */
final class OriginOptions {

  @Option(
      names = "--from",
      paramLabel = "RUN",
      description =
          "Take images, network and recipe from the final training of a search; other options"
              + " override them. See docs/train-longer.md.")
  private @Nullable Path run;

  @Option(
      names = "--trial",
      paramLabel = "N",
      description =
          "With --from: train the cell of rank N in the leaderboard of pnas show. By default the"
              + " winner.")
  private @Nullable Integer trial;

  /**
   * Returns whether a search was named.
   *
   * @throws ParameterException if a trial was, but no search
   */
  boolean isSet(CommandSpec spec) {
    if (run == null && trial != null) {
      throw new ParameterException(
          spec.commandLine(), "--trial is a place in a search: name that by --from RUN");
    }
    return run != null;
  }

  /**
   * Returns an equivalent command line without these options.
   *
   * @param spec the command, whose options have been parsed
   * @throws IOException if the run cannot be read
   */
  List<String> words(CommandSpec spec) throws IOException {
    Set<String> given = new HashSet<>();
    List<String> words = new ArrayList<>();
    for (OptionSpec option : spec.commandLine().getParseResult().matchedOptions()) {
      if (!declares(OriginOptions.class, option)) {
        given.add(option.longestName());
        boolean isFlag = option.arity().max() == 0;
        RunConfiguration.values(option)
            .forEach(value -> words.add(option.longestName() + (isFlag ? "" : "=" + value)));
      }
    }
    OptionalInt rank = trial == null ? OptionalInt.empty() : OptionalInt.of(trial);
    Path searched = Objects.requireNonNull(run, "run");
    words.addAll(0, WinnerTraining.read(searched, rank).words(shared(spec), given));
    return words;
  }

  /** All but those of the network and the recipe mean the same in a search. */
  private static Set<String> shared(CommandSpec spec) {
    Set<String> shared = new HashSet<>();
    for (OptionSpec option : spec.options()) {
      if (!declares(NetworkOptions.class, option) && !declares(RecipeOptions.class, option)) {
        shared.add(option.longestName());
      }
    }
    return shared;
  }

  private static boolean declares(Class<?> group, OptionSpec option) {
    return option.userObject() instanceof Field field && field.getDeclaringClass() == group;
  }
}
