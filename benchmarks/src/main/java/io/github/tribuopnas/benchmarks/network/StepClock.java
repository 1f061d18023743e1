package io.github.tribuopnas.benchmarks.network;

import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** Takes the time of a training step, which the training measured itself. */
@State(Scope.Thread)
@AuxCounters(AuxCounters.Type.EVENTS)
public class StepClock {

  /** Of the last training. */
  public double millisecondsOfAStep;
}
