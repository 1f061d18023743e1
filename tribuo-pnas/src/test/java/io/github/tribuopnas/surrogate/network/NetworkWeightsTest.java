package io.github.tribuopnas.surrogate.network;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;
import org.junit.jupiter.api.Test;

class NetworkWeightsTest {

  /** Kingma and Ba 2015, algorithm 1, for the loss w^2, whose gradient is 2 w. */
  @Test
  void stepsAreThoseOfAdam() {
    try (NDManager manager = NDManager.newBaseManager("PyTorch")) {
      NDArray weight = manager.create(new float[] {3});
      NetworkWeights weights = new NetworkWeights(List.of(weight), 0.1);
      double w = 3;
      double mean = 0;
      double square = 0;
      for (int step = 1; step <= 20; step++) {
        JniUtils.setGradMode(true);
        descend(weights, weight.mul(weight).sum(), manager);
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

  /** The first step of Adam is the rate, against the sign of each weight's own gradient. */
  @Test
  void everyWeightTakesItsOwnGradient() {
    try (NDManager manager = NDManager.newBaseManager("PyTorch")) {
      NDArray matrix = manager.create(new float[] {1, 2, 3, 4, 5, 6}, new Shape(2, 3));
      NDArray bias = manager.create(new float[] {7, 8, 9});
      NDArray signs = manager.create(new float[] {1, -1, 1, -1, 1, -1}, new Shape(2, 3));
      NetworkWeights weights = new NetworkWeights(List.of(matrix, bias), 0.5);
      JniUtils.setGradMode(true);
      descend(weights, matrix.mul(signs).sum().sub(bias.sum()), manager);
      assertArrayEquals(
          new float[] {0.5f, 2.5f, 2.5f, 4.5f, 4.5f, 6.5f}, matrix.toFloatArray(), 1e-6f);
      assertArrayEquals(new float[] {7.5f, 8.5f, 9.5f}, bias.toFloatArray(), 1e-6f);
      assertArrayEquals(new float[6], matrix.getGradient().toFloatArray());
    }
  }

  /** Ten thousand steps of a fit once held gigabytes that nobody saw but the system. */
  @Test
  void stepsTakeNoMoreMemoryOutsideTheHeap() {
    try (NDManager manager = NDManager.newBaseManager("PyTorch")) {
      NDArray weight = manager.ones(new Shape(100_000));
      NetworkWeights weights = new NetworkWeights(List.of(weight), 0.1);
      long before = outsideTheHeap();
      for (int step = 0; step < 20; step++) {
        try (NDManager ofStep = manager.newSubManager()) {
          JniUtils.setGradMode(true);
          NDArray loss = weight.sum();
          loss.attach(ofStep);
          descend(weights, loss, ofStep);
        }
      }
      long grown = outsideTheHeap() - before;
      assertTrue(grown < weight.size() * Float.BYTES, grown + " bytes in 20 steps");
    }
  }

  private static long outsideTheHeap() {
    return ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
        .mapToLong(BufferPoolMXBean::getMemoryUsed)
        .sum();
  }

  private static void descend(NetworkWeights weights, NDArray loss, NDManager manager) {
    JniUtils.setGradMode(false);
    JniUtils.backward((PtNDArray) loss, (PtNDArray) manager.ones(loss.getShape()), false, false);
    weights.step();
  }
}
