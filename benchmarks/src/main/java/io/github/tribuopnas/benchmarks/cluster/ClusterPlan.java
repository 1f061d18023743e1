package io.github.tribuopnas.benchmarks.cluster;

/**
 * What a made-up cluster is like. Times are in hours.
 *
 * @param workers how many there are
 * @param trial the mean time of a full training
 * @param deviation standard deviation of the logarithm of that time
 * @param losses chance that a worker is lost in an hour
 * @param replacement time until a lost worker's successor works
 * @param restarts time between two restarts of the driver, which stop all that runs
 * @param downtime time that a restart takes
 */
record ClusterPlan(
    int workers,
    double trial,
    double deviation,
    double losses,
    double replacement,
    double restarts,
    double downtime) {}
