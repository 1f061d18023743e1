package io.github.tribuopnas;

import io.github.tribuopnas.execution.CandidateContext;
import io.github.tribuopnas.image.ImageSplit;
import io.github.tribuopnas.search.TrialExecutor;
import io.github.tribuopnas.space.Cell;

/** Makes what trains the candidates of a search. */
@FunctionalInterface
public interface ExecutorFactory {

  /**
   * Makes an executor for one search.
   *
   * @param settings what results depend on besides the cell and the images
   * @param images what candidates are trained and measured on
   * @param workers how many of them train at once, as the trainer was told
   * @return the executor, which the search closes
   */
  TrialExecutor<Cell> executor(CandidateContext settings, ImageSplit images, int workers);
}
