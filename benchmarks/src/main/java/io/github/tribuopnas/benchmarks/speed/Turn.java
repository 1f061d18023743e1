package io.github.tribuopnas.benchmarks.speed;

/**
 * How long some training took.
 *
 * @param seconds by the clock on the wall
 * @param cpuSeconds processor time of the process, which other processes disturb less
 */
public record Turn(double seconds, double cpuSeconds) {}
