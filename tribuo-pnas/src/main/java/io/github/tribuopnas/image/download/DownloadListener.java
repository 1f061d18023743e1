package io.github.tribuopnas.image.download;

/** Watches downloads, one after the other. */
public interface DownloadListener {

  /** Watches nothing. */
  DownloadListener NONE = new DownloadListener() {};

  /**
   * The download of a file begins.
   *
   * @param file its name
   * @param bytes how long it will be
   */
  default void started(String file, long bytes) {}

  /**
   * A part of the file has arrived.
   *
   * @param bytes how many bytes have arrived so far
   */
  default void received(long bytes) {}

  /** The download ends, complete or not. */
  default void ended() {}
}
