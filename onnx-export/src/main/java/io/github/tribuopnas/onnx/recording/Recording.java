package io.github.tribuopnas.onnx.recording;

import java.util.List;

/**
 * What a block did with one example batch.
 *
 * @param inputs shapes and types of the example
 * @param calls operations in the order of their execution
 * @param outputs arrays that the block returned
 */
public record Recording(List<Call.Value> inputs, List<Call> calls, List<Call.Operand> outputs) {}
