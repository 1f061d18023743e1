package io.github.tribuopnas.execution.pool;

import io.github.tribuopnas.execution.Retries;
import java.time.Duration;

/**
 * What a worker may take.
 *
 * @param trial the time of a trial
 * @param silence the time without a sign of life
 * @param start the time to load the engine
 * @param memory resident bytes
 * @param retries which trials are tried again
 */
record WorkerLimits(
    Duration trial, Duration silence, Duration start, long memory, Retries retries) {}
