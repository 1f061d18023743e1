package io.github.tribuopnas.training.engine;

import com.sun.jna.Function;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Platform;
import org.jspecify.annotations.Nullable;

/**
 * Returns memory that the C library holds but does not use to the operating system. The allocator
 * settings under which the engine is fast never do so by themselves, and a search allocates
 * networks of hundreds of shapes.
 */
public final class NativeMemory {

  /** jemalloc's name for the call that gives back what is free in all arenas (4096: all). */
  private static final String PURGE = "arena.4096.purge";

  private static final Runnable TRIM = find();

  private NativeMemory() {}

  /** Returns free memory; does nothing where the allocator is neither jemalloc nor glibc's. */
  public static void trim() {
    TRIM.run();
  }

  private static Runnable find() {
    if (Platform.isLinux()) {
      // A preloaded jemalloc takes the C library's place; its own function tells that it is there.
      Function mallctl = function(NativeLibrary.getProcess(), "mallctl");
      if (mallctl != null) {
        return () -> mallctl.invokeInt(new Object[] {PURGE, null, null, null, 0L});
      }
      Function trim = function(NativeLibrary.getInstance("c"), "malloc_trim");
      if (trim != null) {
        return () -> trim.invokeInt(new Object[] {0L});
      }
    }
    return () -> {};
  }

  private static @Nullable Function function(NativeLibrary library, String name) {
    try {
      return library.getFunction(name);
    } catch (UnsatisfiedLinkError absent) {
      // Other C libraries have neither, and give memory back by themselves.
      return null;
    }
  }
}
