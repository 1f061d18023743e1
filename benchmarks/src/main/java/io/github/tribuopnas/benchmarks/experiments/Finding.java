package io.github.tribuopnas.benchmarks.experiments;

/**
 * The best that a search had found after some evaluations.
 *
 * @param strategy the name of the strategy
 * @param seed its seed
 * @param evaluations how many distinct architectures it had measured
 * @param bestValidation the best validation accuracy among them, in percent
 * @param testOfBest the test accuracy of that architecture, in percent
 */
record Finding(
    String strategy, long seed, int evaluations, double bestValidation, double testOfBest) {}
