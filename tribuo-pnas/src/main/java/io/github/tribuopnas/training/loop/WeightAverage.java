package io.github.tribuopnas.training.loop;

import static io.github.tribuopnas.training.engine.Scalars.mul;
import static io.github.tribuopnas.training.engine.Scalars.muli;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;

/**
 * The exponential moving average of a vector. At step n (from 0) it keeps the fraction {@code
 * min(d, (1 + n) / (10 + n))} of itself, as TensorFlow's does, so that the first values are soon
 * forgotten.
 */
final class WeightAverage {

  private final double decay;
  private final NDArray average;

  WeightAverage(NDArray values, double decay, NDManager manager) {
    this.decay = decay;
    average = values.duplicate();
    average.attach(manager);
  }

  NDArray average() {
    return average;
  }

  void update(NDArray values, long step) {
    double kept = Math.min(decay, (1.0 + step) / (10.0 + step));
    muli(average, kept);
    try (NDArray scaled = mul(values, 1 - kept)) {
      average.addi(scaled);
    }
  }
}
