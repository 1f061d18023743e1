package io.github.tribuopnas.cost;

/**
 * The time of a training step.
 *
 * @param processor seconds of the processor
 * @param wall seconds of the wall
 */
public record StepTime(double processor, double wall) {}
