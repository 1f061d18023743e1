package io.github.tribuopnas.onnx.recording;

import ai.djl.ndarray.NDList;
import ai.djl.training.ParameterStore;

/** What is exported and verified: the block with what the options put before and after it. */
@FunctionalInterface
public interface Forward {

  /**
   * Runs it.
   *
   * @param parameters hands out the parameters
   * @param inputs the inputs
   * @return the outputs
   */
  NDList run(ParameterStore parameters, NDList inputs);
}
