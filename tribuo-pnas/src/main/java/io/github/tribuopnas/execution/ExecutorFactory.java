package io.github.tribuopnas.execution;

import io.github.tribuopnas.options.Component;
import io.github.tribuopnas.search.TrialExecutor;
import io.github.tribuopnas.space.Cell;

/** Makes what trains the candidates of a search. */
@FunctionalInterface
public interface ExecutorFactory extends Component {

  /**
   * Makes an executor for one search.
   *
   * @param setup what is trained, on what and how
   * @return the executor, which the search closes
   */
  TrialExecutor<Cell> executor(ExecutorSetup setup);
}
