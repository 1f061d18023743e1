package io.github.tribuopnas.execution.spark;

import io.github.tribuopnas.execution.Message;

/**
 * What a task of Spark gives back.
 *
 * @param finished the trial
 * @param executor the executor that it ran on
 * @param device what it trained on
 * @param checkpoint what a longer trial goes on from; empty if there is none or it does not travel
 */
record SparkAnswer(Message.Finished finished, String executor, String device, byte[] checkpoint) {}
