package io.github.tribuopnas.onnx.mapping;

/**
 * An axis of an input that may have any length.
 *
 * @param input position of the input, from 0
 * @param axis position of the axis, the batch counted as 0
 * @param name name of its length in the file; axes of one name have one length
 * @param step what the lengths are multiples of, at least 1
 */
public record FreeAxis(int input, int axis, String name, long step) {}
