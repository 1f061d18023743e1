package io.github.tribuopnas.benchmarks.images;

/**
 * A network that a strategy had trained.
 *
 * @param contestant the strategy
 * @param seed of the search
 * @param evaluations how many were trained before, and this one
 * @param network the cell's text
 * @param validation accuracy from 0 to 1; NaN if the training failed
 */
record TrialLine(
    String contestant, long seed, int evaluations, String network, double validation) {}
