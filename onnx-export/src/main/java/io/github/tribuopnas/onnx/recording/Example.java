package io.github.tribuopnas.onnx.recording;

import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import java.util.function.Function;

/**
 * Inputs to run a block with.
 *
 * @param inputs makes them
 * @param isRequired whether a block that fails on them is refused; otherwise nothing is learned
 *     from them
 */
public record Example(Function<NDManager, NDList> inputs, boolean isRequired) {}
