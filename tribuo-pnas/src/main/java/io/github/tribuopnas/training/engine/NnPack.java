package io.github.tribuopnas.training.engine;

import ai.djl.pytorch.jni.LibUtils;
import com.sun.jna.Function;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Pointer;
import java.nio.file.Path;

/**
 * NNPACK, a library within the engine that it tries on some convolutions of single images. On
 * processors that NNPACK does not know, the engine warns of that at every such convolution, on the
 * standard error of the process, amid whatever is shown there; nothing is wrong.
 *
 * <p>The system property {@code pnas.nnpack=off} makes the engine skip NNPACK on such processors.
 * The {@code pnas} command and the workers of a pool set it; other programs that embed this library
 * keep the engine as it is, unless they set it too.
 */
public final class NnPack {

  private static final String PROPERTY = "pnas.nnpack";
  private static final String OFF = "off";
  private static final String LEVEL = "FLAGS_caffe2_log_level";
  private static final String AVAILABLE = "_ZN2at6native17_nnpack_availableEv";
  private static final String CONTEXT = "_ZN2at13globalContextEv";
  private static final String ENABLE = "_ZN2at7Context20setUserEnabledNNPACKEb";
  private static final int ERRORS_ONLY = 2;
  private static final int TRUTH = 0xff;

  private NnPack() {}

  /**
   * Skips NNPACK where it could not be used anyway, if the property asks for it. Results and other
   * warnings stay the same. The engine must be loaded. Does nothing with an engine built
   * differently; no environment variable of the engine has this effect.
   */
  public static void leaveOutIfAsked() {
    if (!OFF.equals(System.getProperty(PROPERTY))) {
      return;
    }
    try {
      NativeLibrary torch = library("torch_cpu");
      Pointer level = library("c10").getGlobalVariableAddress(LEVEL);
      Function enable = torch.getFunction(ENABLE);
      Pointer context = torch.getFunction(CONTEXT).invokePointer(new Object[0]);
      if (!isAvailable(torch.getFunction(AVAILABLE), level)) {
        enable.invokeVoid(new Object[] {context, 0});
      }
    } catch (UnsatisfiedLinkError absent) {
      // An engine built differently has no such functions: it warns, and works.
      return;
    }
  }

  /** Asks without the warning. */
  private static synchronized boolean isAvailable(Function available, Pointer level) {
    int shown = level.getInt(0);
    level.setInt(0, Math.max(shown, ERRORS_ONLY));
    try {
      return (available.invokeInt(new Object[0]) & TRUTH) != 0;
    } finally {
      level.setInt(0, shown);
    }
  }

  /** A library of the engine itself: by name alone, another PyTorch might be found. */
  static NativeLibrary library(String name) {
    Path file = Path.of(LibUtils.getLibtorchPath(), System.mapLibraryName(name));
    return NativeLibrary.getInstance(file.toString());
  }
}
