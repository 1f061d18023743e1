package io.github.tribuopnas.surrogate;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import java.util.List;
import org.junit.jupiter.api.Test;

class AdamOptimizerTest {

  /** Kingma and Ba 2015, algorithm 1, for the loss w^2, whose gradient is 2 w. */
  @Test
  void stepsAreThoseOfThePaper() {
    try (NDManager manager = NDManager.newBaseManager("PyTorch")) {
      NDArray weight = manager.create(new float[] {3});
      AdamOptimizer optimizer = new AdamOptimizer(List.of(weight), manager, 0.1);
      double w = 3;
      double mean = 0;
      double square = 0;
      for (int step = 1; step <= 20; step++) {
        JniUtils.setGradMode(true);
        NDArray loss = weight.mul(weight).sum();
        JniUtils.setGradMode(false);
        JniUtils.backward(
            (PtNDArray) loss, (PtNDArray) manager.ones(loss.getShape()), false, false);
        optimizer.step();
        double gradient = 2 * w;
        mean = 0.9 * mean + 0.1 * gradient;
        square = 0.999 * square + 0.001 * gradient * gradient;
        double meanHat = mean / (1 - Math.pow(0.9, step));
        double squareHat = square / (1 - Math.pow(0.999, step));
        w -= 0.1 * meanHat / (Math.sqrt(squareHat) + 1e-8);
        assertEquals(w, weight.getFloat(0), 1e-4, "step " + step);
      }
    }
  }
}
