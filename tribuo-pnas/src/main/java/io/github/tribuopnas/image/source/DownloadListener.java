package io.github.tribuopnas.image.source;

/** Watches downloads, one after the other. */
public interface DownloadListener {

  /** Watches nothing. */
  DownloadListener NONE = new DownloadListener() {};

  /**
   * A file begins to come.
   *
   * @param file its name
   * @param bytes how long it will be
   */
  default void started(String file, long bytes) {}

  /**
   * A part of the file has come.
   *
   * @param bytes how much of it is here by now
   */
  default void received(long bytes) {}

  /** The file is here, or nothing more of it comes. */
  default void ended() {}
}
