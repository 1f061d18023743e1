package io.github.tribuopnas.onnx;

import ai.djl.ndarray.NDList;
import ai.djl.training.ParameterStore;

/** What is exported and verified: the block with what the options put before and after it. */
@FunctionalInterface
interface Forward {
  NDList run(ParameterStore parameters, NDList inputs);
}
