package io.github.tribuopnas.training.engine;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.jni.JniUtils;
import ai.djl.pytorch.jni.LibUtils;
import com.sun.jna.Function;
import com.sun.jna.NativeLibrary;
import io.github.tribuopnas.base.Require;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;

/**
 * The engine on a fixed number of threads, one as a rule: each operation that the calling thread
 * starts is computed by that many until this is closed. Sums then do not depend on how many cores
 * there are or how many networks train at once, and networks that train at once do not fight for
 * the cores.
 *
 * <p>Other threads of the process keep their settings: OpenMP, by which the engine computes, has
 * one for each thread. Where the engine brings another library along, the setting is made for the
 * whole process and stays.
 */
public final class EngineThreads implements AutoCloseable {

  private static final Logger logger = Logger.getLogger(EngineThreads.class.getName());
  private static final String ENGINE = "PyTorch";

  /** More elements than one thread gets. */
  private static final Shape LARGE = new Shape(1 << 17);

  /** The library in the engine's directory, as GNU, LLVM and Intel call it. */
  private static final String OPEN_MP = "(lib)?[gi]?omp.*";

  private final int before;

  private EngineThreads(int before) {
    this.before = before;
  }

  /** OpenMP's functions, which read and set the number of the calling thread. */
  private record OpenMp(Function get, Function set) {

    int threads() {
      return get.invokeInt(new Object[0]);
    }

    void setThreads(int number) {
      set.invokeVoid(new Object[] {number});
    }
  }

  /** Found when it is first needed. */
  private static final class Library {
    static final Optional<OpenMp> FOUND = find();

    private static Optional<OpenMp> find() {
      List<Path> candidates;
      try (Stream<Path> files = Files.list(Path.of(LibUtils.getLibtorchPath()))) {
        candidates =
            files.filter(file -> file.getFileName().toString().matches(OPEN_MP)).sorted().toList();
      } catch (IOException e) {
        logger.log(Level.FINE, "the engine's libraries cannot be listed", e);
        return Optional.empty();
      }
      return candidates.stream().map(Library::open).flatMap(Optional::stream).findFirst();
    }

    private static Optional<OpenMp> open(Path file) {
      try {
        NativeLibrary library = NativeLibrary.getInstance(file.toString());
        return Optional.of(
            new OpenMp(
                library.getFunction("omp_get_max_threads"),
                library.getFunction("omp_set_num_threads")));
      } catch (UnsatisfiedLinkError absent) {
        logger.log(Level.FINE, "not OpenMP: " + file, absent);
        return Optional.empty();
      }
    }
  }

  /**
   * Loads the engine and sets the calling thread to one.
   *
   * @return what restores the thread's setting
   */
  public static EngineThreads one() {
    return of(1);
  }

  /**
   * Loads the engine and sets the calling thread to a number of threads. Sums are the same for the
   * same number only.
   *
   * @param threads how many compute an operation, at least 1
   * @return what restores the thread's setting
   */
  public static EngineThreads of(int threads) {
    Require.atLeast("threads of an operation", threads, 1);
    int before = current();
    Library.FOUND.ifPresentOrElse(
        openMp -> openMp.setThreads(threads), () -> JniUtils.setNumThreads(threads));
    return new EngineThreads(before);
  }

  /** Returns how many threads an operation of the calling thread uses, 0 if unknown. */
  static int current() {
    Engine.getEngine(ENGINE);
    // The engine sets each thread's number at the thread's first large operation.
    try (NDManager manager = NDManager.newBaseManager(Device.cpu(), ENGINE);
        NDArray large = manager.zeros(LARGE)) {
      large.addi(1);
    }
    return Library.FOUND.map(OpenMp::threads).orElse(0);
  }

  /** Restores the setting of the calling thread. */
  @Override
  public void close() {
    if (before > 0) {
      Library.FOUND.ifPresent(openMp -> openMp.setThreads(before));
    }
  }
}
