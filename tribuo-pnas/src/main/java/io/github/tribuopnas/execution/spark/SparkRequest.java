package io.github.tribuopnas.execution.spark;

import io.github.tribuopnas.execution.Message;

/**
 * What a task of Spark is given.
 *
 * @param train the trial
 * @param checkpoint what it may go on from; empty if there is none or it does not travel
 */
record SparkRequest(Message.Train train, byte[] checkpoint) {}
