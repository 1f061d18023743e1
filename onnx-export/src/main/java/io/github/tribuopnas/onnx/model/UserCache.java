package io.github.tribuopnas.onnx.model;

import java.nio.file.Path;

/** Where a user's programs keep what they can obtain again. */
public final class UserCache {

  private UserCache() {}

  /**
   * Returns this program's directory: {@code tribuo-pnas} in {@code $XDG_CACHE_HOME}, or in {@code
   * ~/.cache} if that is not set.
   *
   * @return the directory, which need not be there
   */
  public static Path directory() {
    String cache = System.getenv("XDG_CACHE_HOME");
    Path home = Path.of(System.getProperty("user.home"), ".cache");
    return (cache == null || cache.isBlank() ? home : Path.of(cache)).resolve("tribuo-pnas");
  }
}
