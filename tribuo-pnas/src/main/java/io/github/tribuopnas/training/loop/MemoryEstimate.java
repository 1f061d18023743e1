package io.github.tribuopnas.training.loop;

import ai.djl.Device;
import com.sun.management.OperatingSystemMXBean;
import io.github.tribuopnas.network.NetworkSpec;
import io.github.tribuopnas.network.NetworkSummary;
import io.github.tribuopnas.training.engine.GpuMemory;
import io.github.tribuopnas.training.trained.TrainedNetwork;
import java.lang.management.ManagementFactory;

/** Estimates how much memory a training needs before it starts. */
public final class MemoryEstimate {

  /**
   * Bytes that are held for each byte that the forward pass leaves: gradients in flight, and
   * fragmentation. Measured with 12 cells of both layouts, 0.85 to 1.17, and by the memory
   * experiment of the benchmarks over random cells.
   */
  private static final double HELD = 1.25;

  /** Code that the engine compiles, buffers, partly filled pages; measured in the same way. */
  private static final long FIXED = 64_000_000;

  /** A weight, its gradient, what the optimizer keeps of it, and room for an average. */
  private static final int COPIES_OF_WEIGHTS = 5;

  /** The images of a training may have this part of the memory that is free on its GPU. */
  private static final int PARTS = 8;

  private MemoryEstimate() {}

  /**
   * Estimates the peak memory of a training, besides what the process holds anyway.
   *
   * @param spec the network
   * @param batchSize images in a step
   * @return bytes
   */
  public static long bytes(NetworkSpec spec, int batchSize) {
    NetworkSummary summary = NetworkSummary.of(spec);
    double images = (double) spec.image().pixels() * batchSize;
    double atOnce = Math.max(HELD * batchSize, TrainedNetwork.EVALUATION_BATCH);
    double activations = summary.held() * atOnce;
    double weights = (double) COPIES_OF_WEIGHTS * summary.parameters();
    return FIXED + (long) (Float.BYTES * (images + activations + weights));
  }

  /**
   * Returns how much of a device's memory the images of a training may have.
   *
   * @param device where the network is trained
   * @return bytes: an eighth of what is free on a GPU; 0 on a CPU, where images are prepared faster
   *     in this program's memory
   */
  public static long roomForImages(Device device) {
    return device.isGpu() ? GpuMemory.free(device) / PARTS : 0;
  }

  /**
   * Returns how much memory the system, or the container that this process runs in, has.
   *
   * @return bytes
   */
  public static long available() {
    return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getTotalMemorySize();
  }
}
