package io.github.tribuopnas.training.engine;

import com.sun.jna.NativeLibrary;
import com.sun.jna.Pointer;

/** The engine's switches for TF32, which DJL does not offer. */
final class TensorFloat32 {

  private static final String CONTEXT = "_ZN2at13globalContextEv";
  private static final String PRODUCTS = "_ZN2at7Context18setAllowTF32CuBLASEb";
  private static final String CONVOLUTIONS = "_ZN2at7Context17setAllowTF32CuDNNEb";

  private TensorFloat32() {}

  /**
   * Allows or forbids TF32 in this process. The engine must be loaded.
   *
   * @return whether the engine has the switches; one that is built otherwise stays as it is
   */
  static boolean allow(boolean isAllowed) {
    try {
      NativeLibrary torch = NnPack.library("torch_cpu");
      Pointer context = torch.getFunction(CONTEXT).invokePointer(new Object[0]);
      for (String name : new String[] {PRODUCTS, CONVOLUTIONS}) {
        torch.getFunction(name).invokeVoid(new Object[] {context, isAllowed ? 1 : 0});
      }
      return true;
    } catch (UnsatisfiedLinkError absent) {
      return false;
    }
  }
}
