package io.github.tribuopnas.network;

import ai.djl.ndarray.NDArray;

/**
 * What a network puts out in training.
 *
 * @param logits {@code [batch, classes]}
 * @param auxiliaryFeatures what an {@link AuxiliaryHead} reads: the output of the cell just before
 *     the second reduction, {@code [batch, channels, height, width]}
 */
public record TrainingOutput(NDArray logits, NDArray auxiliaryFeatures) {}
