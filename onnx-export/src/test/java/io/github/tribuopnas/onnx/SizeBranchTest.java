package io.github.tribuopnas.onnx;

import static io.github.tribuopnas.onnx.Refusals.assertRefused;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.List;
import java.util.Map;
import java.util.function.BiPredicate;
import java.util.function.Function;
import java.util.function.Predicate;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** A block that treats single lengths, or pairs of them, in its own way is refused. */
class SizeBranchTest {
  private static final long SHARED = Long.parseLong("9" + "1");

  @AutoClose private static final NDManager manager = NDManager.newBaseManager();

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

  /** The given length is 6. */
  @Test
  void aBranchAtAShortLengthIsRefused() {
    for (Predicate<Long> branch :
        List.<Predicate<Long>>of(n -> n == 1, n -> n < 2, n -> n < 3, n -> n == 2)) {
      assertRefused(
          sequence(LambdaCell.of(x -> doubledIf(branch.test(x.getShape().get(1)), x))).build(),
          "argument 0 depends");
    }
    assertRefused(
        sequence(LambdaCell.of(x -> x.mul(Math.max(x.getShape().get(1), 2)))).build(),
        "argument 0 depends");
    assertRefused(
        images(x -> doubledIf(x.getShape().get(2) == 1 && x.getShape().get(3) == 1, x)).build(),
        "argument 0 depends");
  }

  /** Numbers that stand nowhere in the code. */
  private static final class Limits {
    private final double own = Double.parseDouble("45");
    private final Map<String, List<Integer>> configured =
        Map.of("lengths", List.of(Integer.parseInt("4" + "9")));
    private final Shape shape = new Shape(Long.parseLong("5" + "3"));
  }

  @Test
  void aBranchAtALengthThatAFieldHoldsIsRefused() {
    Limits limits = new Limits();
    long captured = Long.parseLong("5" + "9");
    for (Predicate<Long> branch :
        List.<Predicate<Long>>of(
            n -> n == SHARED,
            n -> n == limits.own,
            n -> n.intValue() == limits.configured.get("lengths").get(0),
            n -> n == limits.shape.get(0),
            n -> n == captured)) {
      assertRefused(
          sequence(LambdaCell.of(x -> doubledIf(branch.test(x.getShape().get(1)), x))).build(),
          "argument 0 depends");
    }
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
