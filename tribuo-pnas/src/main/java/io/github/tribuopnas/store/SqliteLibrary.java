package io.github.tribuopnas.store;

import io.github.tribuopnas.onnx.model.NativeCode;
import io.github.tribuopnas.onnx.model.UserCache;
import io.github.tribuopnas.search.TrialStoreException;
import java.net.URL;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.sqlite.SQLiteJDBCLoader;
import org.sqlite.util.LibraryLoaderUtil;

/**
 * Loads SQLite's native code. It is unpacked once for a user, to {@code tribuo-pnas/sqlite} in
 * {@code $XDG_CACHE_HOME} or {@code ~/.cache}. The driver itself unpacks it anew for every process,
 * into the directory of temporary files, where it stays when the process is killed.
 *
 * <p>The system property {@code org.sqlite.lib.path} is set while the code is loaded, unless a
 * program has set it. If nothing can be unpacked, the driver unpacks it itself.
 */
public final class SqliteLibrary {

  private static final String PATH = "org.sqlite.lib.path";

  private SqliteLibrary() {}

  /** Loaded when it is first asked for. */
  private static final class Loaded {
    static final boolean NATIVE = load(UserCache.directory().resolve("sqlite"));
  }

  /** Loads the code, unless it is loaded. */
  static void require() {
    if (!Loaded.NATIVE) {
      throw new TrialStoreException("SQLite has no native code for this system");
    }
  }

  /**
   * Loads the code and tells which it is.
   *
   * @return the version of SQLite's driver
   * @throws TrialStoreException if there is none for this system, or it cannot be loaded
   */
  public static String version() {
    require();
    return SQLiteJDBCLoader.getVersion();
  }

  private static boolean load(Path cache) {
    Optional<Path> unpacked = System.getProperty(PATH) == null ? unpack(cache) : Optional.empty();
    unpacked.ifPresent(directory -> System.setProperty(PATH, directory.toString()));
    try {
      return SQLiteJDBCLoader.initialize();
    } catch (Exception e) {
      Throwable reason = unpacked.flatMap(SqliteLibrary::fault).<Throwable>map(f -> f).orElse(e);
      throw new TrialStoreException("SQLite cannot be loaded: " + reason.getMessage(), reason);
    } finally {
      unpacked.ifPresent(directory -> System.clearProperty(PATH));
    }
  }

  /** Returns why the code in a directory cannot be loaded, which the driver does not tell. */
  static Optional<UnsatisfiedLinkError> fault(Path directory) {
    try {
      System.load(directory.resolve(LibraryLoaderUtil.getNativeLibName()).toString());
      return Optional.empty();
    } catch (UnsatisfiedLinkError e) {
      return Optional.of(e);
    }
  }

  /** Returns the directory with the code of this driver; empty if there is none. */
  static Optional<Path> unpack(Path cache) {
    URL packed =
        SQLiteJDBCLoader.class.getResource(
            LibraryLoaderUtil.getNativeLibResourcePath()
                + "/"
                + LibraryLoaderUtil.getNativeLibName());
    return packed == null ? Optional.empty() : NativeCode.unpacked(cache, List.of(packed));
  }
}
