package io.github.tribuopnas.training.engine;

import ai.djl.engine.Engine;
import ai.djl.pytorch.jni.JniUtils;

/**
 * Whether the engine records operations for the backward pass, on the calling thread, until closed.
 *
 * <p>DJL's own gradient collector is one per JVM and DJL leaves the mode on in new threads, also in
 * evaluation; candidates train on several threads, so each says what it wants.
 */
public final class GradientMode implements AutoCloseable {

  static {
    // The mode is the library's, which nothing may have loaded yet.
    Engine.getEngine("PyTorch");
  }

  private final boolean before;

  private GradientMode(boolean on) {
    before = JniUtils.isGradMode();
    JniUtils.setGradMode(on);
  }

  /**
   * Records operations on the calling thread until closed.
   *
   * @return the mode, to be closed on the same thread
   */
  public static GradientMode on() {
    return new GradientMode(true);
  }

  /**
   * Records nothing on the calling thread until closed.
   *
   * @return the mode, to be closed on the same thread
   */
  public static GradientMode off() {
    return new GradientMode(false);
  }

  @Override
  public void close() {
    JniUtils.setGradMode(before);
  }
}
