package io.github.tribuopnas.training.engine;

import ai.djl.Device;
import ai.djl.util.cuda.CudaUtils;
import java.lang.management.MemoryUsage;
import java.util.OptionalInt;

/** The memory of GPUs, as the CUDA runtime reports it. */
public final class GpuMemory {

  /** What a process holds of a GPU before it trains: CUDA's state, cuDNN's and cuBLAS's code. */
  public static final long OF_A_PROCESS = 700_000_000;

  /** Stands for a GPU whose memory is unknown. */
  public static final long UNKNOWN = Long.MAX_VALUE;

  private GpuMemory() {}

  /**
   * Returns the free memory of a GPU.
   *
   * @param device a GPU that this process sees
   * @return bytes
   */
  public static long free(Device device) {
    MemoryUsage usage = CudaUtils.getGpuMemory(device);
    return usage.getMax() - usage.getCommitted();
  }

  /**
   * Returns the free memory of a GPU.
   *
   * @param name a GPU as {@link VisibleGpus} names it
   * @return bytes; {@link #UNKNOWN} if this process does not see the GPU
   */
  public static long free(String name) {
    OptionalInt number = VisibleGpus.here().number(name);
    return number.isPresent() && number.getAsInt() < CudaUtils.getGpuCount()
        ? free(Device.gpu(number.getAsInt()))
        : UNKNOWN;
  }
}
