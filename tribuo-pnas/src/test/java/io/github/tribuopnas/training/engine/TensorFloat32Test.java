package io.github.tribuopnas.training.engine;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ai.djl.engine.Engine;
import com.sun.jna.Platform;
import org.junit.jupiter.api.Test;

class TensorFloat32Test {

  @Test
  void theEngineOfThisBuildHasTheSwitches() {
    assumeTrue(Platform.isLinux(), "names of functions are those of Linux");
    Engine.getEngine("PyTorch");
    assertTrue(TensorFloat32.allow(false));
    assertTrue(TensorFloat32.allow(true));
  }
}
