package io.github.tribuopnas.benchmarks.images;

/**
 * What a contestant ended with.
 *
 * @param contestant a strategy, or the network made by hand
 * @param seed of the run
 * @param network the winning cell's text, or the network's name
 * @param validation the accuracy by which it won, from 0 to 1; NaN where nothing was chosen
 * @param test accuracy on the test images after the final training, from 0 to 1
 * @param parameters how many the network has
 * @param seconds the final training included
 */
record Winner(
    String contestant,
    long seed,
    String network,
    double validation,
    double test,
    long parameters,
    double seconds) {}
