package io.github.tribuopnas.execution.spark;

import io.github.tribuopnas.execution.Message;

/**
 * What a task of Spark gives back.
 *
 * @param finished the trial
 * @param executor the executor that it ran on
 * @param device what it trained on
 */
record SparkAnswer(Message.Finished finished, String executor, String device) {}
