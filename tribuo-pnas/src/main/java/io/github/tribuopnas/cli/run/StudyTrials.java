package io.github.tribuopnas.cli.run;

import io.github.tribuopnas.SearchRun;
import io.github.tribuopnas.search.trial.Trial;
import io.github.tribuopnas.space.Cell;
import io.github.tribuopnas.store.Study;
import java.nio.file.Path;
import java.util.List;

/** The trials in a study's file, which holds more about them than a table. */
public final class StudyTrials implements TrialSource {

  @Override
  public String file() {
    return SearchRun.STUDY;
  }

  @Override
  public List<Trial<Cell>> read(Path file) {
    return Study.read(file, SearchRun.space()).ordered();
  }
}
