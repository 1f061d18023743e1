package io.github.tribuopnas.onnx.graph;

import static org.junit.jupiter.api.Assertions.assertThrows;

import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.github.tribuopnas.onnx.model.OnnxExportException;
import org.junit.jupiter.api.Test;

class OnnxGraphTest {
  @Test
  void aWeightOverTheLimitIsRefusedBeforeItIsRead() {
    OnnxGraph graph = new OnnxGraph(17, (1L << 31) - (1L << 24));
    assertThrows(
        OnnxExportException.class,
        () ->
            graph.weight(
                "huge",
                new Shape(1 << 15, 1 << 14, 1),
                DataType.FLOAT32,
                () -> {
                  throw new AssertionError("was read");
                }));
  }
}
