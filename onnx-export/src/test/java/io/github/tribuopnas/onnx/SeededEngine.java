package io.github.tribuopnas.onnx;

import ai.djl.engine.Engine;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Draws the same weights and inputs for a test each time it runs, whichever tests ran before it.
 *
 * <p>JUnit finds this extension by itself: no test has to name it.
 */
public class SeededEngine implements BeforeEachCallback {

  @Override
  public void beforeEach(ExtensionContext context) {
    Engine.getInstance().setRandomSeed(context.getUniqueId().hashCode());
  }
}
