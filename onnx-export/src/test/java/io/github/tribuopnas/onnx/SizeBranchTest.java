package io.github.tribuopnas.onnx;

import static io.github.tribuopnas.onnx.Refusals.assertRefused;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.List;
import java.util.function.BiPredicate;
import java.util.function.Function;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A block that treats single lengths, or pairs of them, in its own way is refused. */
class SizeBranchTest {
  private static NDManager manager;

  @BeforeAll
  static void open() {
    manager = NDManager.newBaseManager();
  }

  @AfterAll
  static void close() {
    manager.close();
  }

  private static OnnxExporterBuilder images(Function<NDArray, NDArray> forward) {
    return OnnxExporter.builder()
        .setBlock(LambdaCell.of(forward).ready(manager, new Shape(1, 3, 16, 16)))
        .setInputs(new Shape(3, 16, 16))
        .optFreeSize();
  }

  private static OnnxExporterBuilder sequence(LambdaCell block) {
    return OnnxExporter.builder()
        .setBlock(block.ready(manager, new Shape(1, 6, 4)))
        .setInputs(new Shape(6, 4))
        .optFreeAxis("input", 1, "sequence");
  }

  private static NDArray doubledIf(boolean condition, NDArray x) {
    return x.mul(condition ? 2 : 1);
  }

  @Test
  void aBranchAtASingleLengthIsRefused() {
    assertRefused(
        images(x -> doubledIf(x.getShape().get(2) == 224, x)).build(), "argument 0 depends");
    assertRefused(
        images(x -> doubledIf(x.getShape().get(2) == 224 && x.getShape().get(3) == 224, x)).build(),
        "argument 0 depends");
    assertRefused(
        images(x -> doubledIf(x.getShape().get(2) * x.getShape().get(3) == 102_400, x)).build(),
        "argument 0 depends");
    assertRefused(
        sequence(LambdaCell.of(x -> doubledIf(x.getShape().get(1) == 77, x))).build(),
        "argument 0 depends");
  }

  /** 16 and 24 are even and differ; the width is never 16. */
  @Test
  void aBranchOnTwoLengthsTogetherIsRefused() {
    for (BiPredicate<Long, Long> branch :
        List.<BiPredicate<Long, Long>>of(
            (h, w) -> h * w % 2 == 1,
            (h, w) -> h.equals(w),
            (h, w) -> h > w,
            (h, w) -> h % 2 + w % 2 == 2,
            (h, w) -> h * w % 9 == 1)) {
      OnnxExporter exporter =
          OnnxExporter.builder()
              .setBlock(
                  LambdaCell.of(
                          x -> doubledIf(branch.test(x.getShape().get(2), x.getShape().get(3)), x))
                      .ready(manager, new Shape(1, 3, 16, 400)))
              .setInputs(new Shape(3, 16, 400))
              .optFreeSize()
              .build();
      assertRefused(exporter, "mul ");
    }
    assertRefused(
        sequence(
                LambdaCell.of(
                    x -> doubledIf(x.getShape().get(0) * x.getShape().get(1) % 2 == 1, x)))
            .build(),
        "argument 0 depends");
  }
}
