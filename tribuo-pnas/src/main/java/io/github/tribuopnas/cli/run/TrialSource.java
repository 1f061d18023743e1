package io.github.tribuopnas.cli.run;

import io.github.tribuopnas.search.trial.Trial;
import io.github.tribuopnas.space.Cell;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Where the trials of a run directory are found. */
public interface TrialSource {

  /** The sources there are, the best first. */
  List<TrialSource> ALL = List.of(new StudyTrials(), new TrialTable());

  /**
   * Returns the name of the file that holds the trials.
   *
   * @return a name within the run directory
   */
  String file();

  /**
   * Reads the trials.
   *
   * @param file the file
   * @return the trials in the order of the search
   * @throws IOException if the file cannot be read or is no such file
   */
  List<Trial<Cell>> read(Path file) throws IOException;
}
