package io.github.tribuopnas.cli;

import picocli.CommandLine.Option;

/** The options of a search about what it continues. */
final class ContinuationOptions {

  @Option(
      names = "--resume",
      description = "Go on with the search in --out. pnas resume RUN does so with its options.")
  boolean resume;

  @Option(names = "--retry-failed", description = "With --resume: try failed trials again.")
  boolean retryFailed;
}
