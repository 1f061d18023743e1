package io.github.tribuopnas.benchmarks.cluster;

/**
 * What became of the workers' time, in hours of one worker.
 *
 * @param all workers times the time that the search took
 * @param useful in trials that ended
 * @param lost in trials whose worker or driver was lost
 * @param absent between the loss of a worker and its successor
 * @param idleAtEnd in which workers were there and had nothing to do, after the last trial that
 *     waited for a worker had one
 * @param overhead the processor time of the driver, in which all workers waited
 * @param workersLost how many workers were lost
 * @param driverRestarts how often the driver was restarted
 */
record ClusterTimes(
    double all,
    double useful,
    double lost,
    double absent,
    double idleAtEnd,
    double overhead,
    int workersLost,
    int driverRestarts) {

  /**
   * Returns the fraction of the time in which workers were there and had nothing to do, the end
   * included.
   */
  double idle() {
    return (all - useful - lost - absent) / all;
  }
}
