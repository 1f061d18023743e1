package io.github.tribuopnas.search;

import io.github.tribuopnas.search.trial.Failure;
import io.github.tribuopnas.search.trial.Trial;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Trials failed one after the other, so that most likely all would. The message holds their
 * reasons. What was measured is in the store.
 */
public final class FailuresInARowException extends IllegalStateException {

  private static final long serialVersionUID = 1L;

  FailuresInARowException(List<? extends Trial<?>> failures) {
    super(
        failures.size()
            + " trials failed in a row, so the search stops; the last reasons: "
            + failures.stream()
                .map(
                    trial ->
                        trial.architecture()
                            + ": "
                            + trial.failure().map(Failure::name).orElse("")
                            + ", "
                            + trial.reason())
                .collect(Collectors.joining("; ")));
  }
}
