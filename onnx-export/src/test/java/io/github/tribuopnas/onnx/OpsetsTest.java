package io.github.tribuopnas.onnx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.norm.LayerNorm;
import ai.djl.nn.pooling.Pool;
import io.github.tribuopnas.onnx.check.InvalidModelException;
import io.github.tribuopnas.onnx.check.OnnxModelReader;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** One block of operators that have changed since opset 13, in each opset that is written. */
class OpsetsTest {
  private static NDArray changed(NDArray x) {
    NDArray ones = x.getManager().ones(new Shape(6));
    NDArray y = LayerNorm.layerNorm(x, new Shape(6), ones, ones, 1e-5f).head();
    NDArray parts = y.split(2, 2).get(1).cumSum(2).pad(new Shape(1, 1), 0.5);
    NDArray resized = parts.getNDArrayInternal().interpolation(new long[] {5, 7}, 1, false);
    NDArray padded =
        Pool.avgPool2d(resized, new Shape(2, 2), new Shape(1, 1), new Shape(1, 0), false, true);
    NDArray pooled =
        Pool.avgPool2d(padded, new Shape(2, 2), new Shape(2, 2), new Shape(0, 0), true, true);
    NDArray best = pooled.topK(2, 3).get(0).mod(0.7f);
    NDArray scattered =
        best.max(new int[] {3}).sub(best.norm(1, new int[] {2, 3}, true).squeeze(3));
    return scattered.mean(new int[] {2}).maximum(y.prod(new int[] {3}).min(new int[] {2}));
  }

  static IntStream opsets() {
    return IntStream.rangeClosed(13, 23);
  }

  @ParameterizedTest
  @MethodSource("opsets")
  void agrees(int opset) throws InvalidModelException {
    try (NDManager manager = NDManager.newBaseManager()) {
      Shape input = new Shape(3, 4, 6);
      LambdaCell block = LambdaCell.of(OpsetsTest::changed);
      OnnxExporter exporter =
          OnnxExporter.builder()
              .setBlock(block.ready(manager, new Shape(2).addAll(input)))
              .setInputs(input)
              .optOpset(opset)
              .build();
      byte[] model = exporter.toModel().toByteArray();
      OnnxVerification found = exporter.verifier().verify(model);
      assertTrue(found.isWithin(1e-5), found::toString);
      assertEquals(
          opset, OnnxModelReader.builder().build().read(model).getOpsetImport(0).getVersion());
    }
  }
}
