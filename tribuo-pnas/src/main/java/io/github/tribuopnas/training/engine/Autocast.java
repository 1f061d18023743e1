package io.github.tribuopnas.training.engine;

import ai.djl.Device;
import com.sun.jna.NativeLibrary;

/**
 * PyTorch's autocast on the calling thread: convolutions and matrix products cast what they read,
 * weights too, and autograd casts the gradients back. DJL does not offer it, and its own casts have
 * no gradients, so it is switched on in the engine's library itself.
 */
public final class Autocast implements AutoCloseable {

  private static final String ENABLE = "_ZN2at8autocast20set_autocast_enabledEN3c1010DeviceTypeEb";
  private static final String TYPE =
      "_ZN2at8autocast18set_autocast_dtypeEN3c1010DeviceTypeENS1_10ScalarTypeE";
  private static final String CLEAR = "_ZN2at8autocast11clear_cacheEv";

  /** PyTorch's numbers of its types of devices and elements. */
  private static final int CPU = 0;

  private static final int CUDA = 1;
  private static final int BFLOAT16 = 15;

  private static final Autocast NONE = new Autocast(() -> {});

  private final Runnable end;

  private Autocast(Runnable end) {
    this.end = end;
  }

  /** Casts nothing. */
  static Autocast none() {
    return NONE;
  }

  /** Casts to bfloat16 from now on. The engine must be loaded. */
  static Autocast toBfloat16(Device device) {
    try {
      NativeLibrary torch = NnPack.library("torch_cpu");
      int type = device.isGpu() ? CUDA : CPU;
      torch.getFunction(TYPE).invokeVoid(new Object[] {type, BFLOAT16});
      torch.getFunction(ENABLE).invokeVoid(new Object[] {type, 1});
      return new Autocast(
          () -> {
            torch.getFunction(ENABLE).invokeVoid(new Object[] {type, 0});
            // It holds the weights that were cast, which the next step changes.
            torch.getFunction(CLEAR).invokeVoid(new Object[0]);
          });
    } catch (UnsatisfiedLinkError absent) {
      throw new IllegalStateException(
          "this PyTorch has no autocast where that of version 2.7.1 has it; use that version on"
              + " Linux, or --precision float32",
          absent);
    }
  }

  @Override
  public void close() {
    end.run();
  }
}
