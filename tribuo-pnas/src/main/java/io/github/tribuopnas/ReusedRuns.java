package io.github.tribuopnas;

import io.github.tribuopnas.search.trial.Trial;
import io.github.tribuopnas.search.trial.TrialContext;
import io.github.tribuopnas.search.trial.TrialKey;
import io.github.tribuopnas.space.Cell;
import io.github.tribuopnas.store.Study;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Other runs, whose trials a search copies where they equal its own.
 *
 * @param directories the run directories; of two that know a cell the first is asked
 * @param notice told, in a line for each, what there is to be taken
 */
record ReusedRuns(List<Path> directories, Consumer<String> notice) {

  static final ReusedRuns NONE = new ReusedRuns(List.of(), line -> {});

  ReusedRuns {
    directories = List.copyOf(directories);
  }

  /**
   * Returns the complete trials that have the id which they would have in a search with these
   * settings.
   *
   * @throws io.github.tribuopnas.search.TrialStoreException if a directory holds no study
   */
  Map<TrialKey<Cell>, Trial<Cell>> answers(TrialContext context) {
    Map<TrialKey<Cell>, Trial<Cell>> answers = new HashMap<>();
    for (Path directory : directories) {
      Study<Cell> study = Study.read(directory.resolve(SearchRun.STUDY), SearchRun.space());
      List<String> others = differences(study.context(), context);
      if (!others.isEmpty()) {
        notice.accept(
            directory + ": nothing can be taken over, of another " + String.join(", ", others));
        continue;
      }
      // Under equal settings, the ids of two trials are equal if and only if their keys are.
      List<Trial<Cell>> complete = study.trials().stream().filter(Trial::isComplete).toList();
      notice.accept(directory + ": " + complete.size() + " answers can be taken over");
      for (Trial<Cell> trial : complete) {
        answers.putIfAbsent(
            trial.key(),
            trial.withRun(trial.run().takenFrom(directory.toAbsolutePath().toString())));
      }
    }
    return answers;
  }

  private static List<String> differences(TrialContext one, TrialContext other) {
    List<String> names = new ArrayList<>();
    if (!one.network().equals(other.network())) {
      names.add("network");
    }
    if (!one.recipe().equals(other.recipe())) {
      names.add("recipe");
    }
    if (!one.data().equals(other.data())) {
      names.add("data or split");
    }
    if (one.seed() != other.seed()) {
      names.add("seed");
    }
    return names;
  }
}
