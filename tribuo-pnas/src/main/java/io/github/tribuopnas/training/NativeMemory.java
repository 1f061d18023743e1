package io.github.tribuopnas.training;

import com.sun.jna.Function;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Platform;

/**
 * Gives memory that the C library keeps back to the system. The allocator settings under which the
 * engine is fast never do so by themselves, and a search allocates networks of hundreds of shapes.
 */
public final class NativeMemory {

  private static final Function TRIM = find();

  private NativeMemory() {}

  /** Gives back what is free; does nothing where the C library is not glibc. */
  public static void trim() {
    if (TRIM != null) {
      TRIM.invokeInt(new Object[] {0L});
    }
  }

  private static Function find() {
    if (!Platform.isLinux()) {
      return null;
    }
    try {
      return NativeLibrary.getInstance("c").getFunction("malloc_trim");
    } catch (UnsatisfiedLinkError absent) {
      // Only glibc has it; other C libraries give memory back by themselves.
      return null;
    }
  }
}
