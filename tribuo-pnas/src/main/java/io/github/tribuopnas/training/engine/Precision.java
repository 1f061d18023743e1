package io.github.tribuopnas.training.engine;

import ai.djl.Device;
import ai.djl.pytorch.jni.JniUtils;
import io.github.tribuopnas.base.Named;
import io.github.tribuopnas.base.Registry;

/**
 * In which numbers a network's layers are computed while it is trained. Weights, their gradients,
 * the optimizer, the loss and everything outside training are in single precision in any case.
 */
public enum Precision implements Named {
  /** {@link #TF32} on a GPU, {@link #FLOAT32} on a CPU. */
  AUTO,
  /** Single precision, with 24 significant bits. */
  FLOAT32,
  /**
   * Single precision whose convolutions and matrix products are multiplied with 11 significant bits
   * and summed with 24, which NVIDIA's GPUs do several times as fast from Ampere on.
   */
  TF32,
  /**
   * Convolutions, matrix products and what is between them with 8 significant bits and the range of
   * single precision; their sums, and those of batch normalization, in single precision.
   */
  BF16;

  private static final Registry<Precision> NAMES = Registry.of("precision", values());

  /**
   * Returns the constant of a name.
   *
   * @param text {@code auto}, {@code float32}, {@code tf32} or {@code bf16}
   * @return the precision
   * @throws IllegalArgumentException if it is none of these; the message lists them
   */
  public static Precision parse(String text) {
    return NAMES.parse(text);
  }

  /**
   * Decides what {@link #AUTO} leaves open.
   *
   * @param device where the network is trained
   * @return this, unless it is AUTO
   * @throws IllegalArgumentException if this is TF32 and the device a CPU, which has none
   */
  public Precision on(Device device) {
    if (this == TF32 && !device.isGpu()) {
      throw new IllegalArgumentException(
          "the precision tf32 is one of GPUs, but the device is the CPU; use float32 or bf16, or"
              + " --device gpu");
    }
    return this == AUTO ? device.isGpu() ? TF32 : FLOAT32 : this;
  }

  /**
   * Sets the engine up for trainings of this precision. On a GPU its switches are those of the
   * whole process; cuDNN then also looks for the fastest algorithms, since the shapes in training
   * stay the same.
   *
   * @param device where the network is trained
   * @throws IllegalArgumentException if the device does not have this precision
   * @throws IllegalStateException if the engine has no switch for TF32, unless this is AUTO
   */
  public void prepare(Device device) {
    Precision precision = on(device);
    if (device.isGpu()) {
      // What was not asked for by name may be left to the engine.
      if (!TensorFloat32.allow(precision != FLOAT32) && this != AUTO) {
        throw new IllegalStateException(
            "this PyTorch has no switch for TF32 where that of version 2.7.1 has it; use that"
                + " version on Linux, or --precision auto");
      }
      JniUtils.setBenchmarkCuDNN(true);
    }
  }

  /**
   * Makes the calling thread compute layers in this precision until closed. Backward passes follow
   * their forward passes automatically.
   *
   * @param device where the network is trained
   * @return what ends it, to be closed on the same thread
   * @throws IllegalStateException if the engine in use cannot compute in this precision
   */
  public Autocast begin(Device device) {
    return on(device) == BF16 ? Autocast.toBfloat16(device) : Autocast.none();
  }
}
