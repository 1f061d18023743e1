package io.github.tribuopnas.onnx;

import static io.github.tribuopnas.onnx.Refusals.assertContains;
import static io.github.tribuopnas.onnx.Refusals.assertRefused;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.LongUnaryOperator;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** A block that branches on the size of its batch is refused with its place. */
class BatchBranchTest {
  @AutoClose private static final NDManager manager = NDManager.newBaseManager();

  private static OnnxExporter exporter(LambdaCell block) {
    return OnnxExporter.builder()
        .setBlock(block.ready(manager, new Shape(2, 4)))
        .setInputs(new Shape(4))
        .build();
  }

  private static String refusal(Function<NDArray, NDArray> forward) {
    String message = Refusals.of(exporter(LambdaCell.of(forward)));
    assertTrue(message.contains("BatchBranchTest.java:"), message);
    return message;
  }

  @Test
  void aPathThatDependsOnTheBatchIsRefused() {
    assertContains(
        refusal(x -> x.getShape().get(0) == 2 ? x.add(1) : x.sub(1)), "for another batch size");
  }

  @Test
  void aBranchThatOnlyALargeBatchTakesIsRefused() {
    assertContains(
        refusal(x -> x.getShape().get(0) > 8 ? x.add(1) : x), "branches on the size of its batch");
    assertContains(
        refusal(x -> x.getShape().get(0) > 8 ? x : x.neg()), "neg is called for some batches only");
    assertContains(
        refusal(x -> x.mul(x.getShape().get(0) > 1000 ? 2 : 3)),
        "mul has other arguments for a large batch");
    assertContains(
        refusal(x -> x.reshape(Math.min(x.getShape().get(0), 8), -1).mul(2)),
        "reshape has other arguments for a large batch");
  }

  private static boolean isPower(long number) {
    return Long.bitCount(number) == 1 && number > 4;
  }

  /** The code of another class than the block's. */
  private static final class Sizes {
    static boolean isSpecial(long batch) {
      return batch == 3000;
    }
  }

  @Test
  void aBranchAtASingleBatchIsRefused() {
    assertContains(
        refusal(x -> x.getShape().get(0) == 16 ? x.mul(2) : x.mul(1)),
        "mul has other arguments for a batch of 16",
        "branches on the size of its batch");
    assertContains(
        refusal(x -> isPower(x.getShape().get(0)) ? x.neg() : x.abs()),
        "neg is called for some batches only");
    assertContains(
        refusal(x -> x.getShape().get(0) % 100 == 37 ? x.mul(2) : x.mul(1)), "for a batch of 37");
    assertContains(
        refusal(x -> x.getShape().get(0) == 70_001 ? x.mul(2) : x.mul(1)), "for a batch of 70001");
    assertContains(
        refusal(x -> Sizes.isSpecial(x.getShape().get(0)) ? x.mul(2) : x.mul(1)),
        "for a batch of 3000");
  }

  @Test
  void aBranchAtABatchAsLongAsAnotherAxisIsRefused() {
    Shape input = new Shape(57);
    LambdaCell block =
        LambdaCell.of(x -> x.getShape().get(0) == x.getShape().get(1) ? x.mul(2) : x.mul(1));
    OnnxExporter exporter =
        OnnxExporter.builder()
            .setBlock(block.ready(manager, new Shape(2, 57)))
            .setInputs(input)
            .build();
    assertRefused(exporter, "for a batch of 57");
  }

  /** None of the batches stands in the code. */
  @Test
  void aBranchAtABatchThatFollowsFromAnotherAxisIsRefused() {
    LongUnaryOperator[] lengths = {
      n -> 2 * n, n -> 3 * n, n -> n / 2, n -> n + 1, n -> n * n, n -> 1_000_000 / n
    };
    for (LongUnaryOperator length : lengths) {
      LambdaCell block =
          LambdaCell.of(
              x -> x.mul(x.getShape().get(0) == length.applyAsLong(x.getShape().get(1)) ? 2 : 1));
      OnnxExporter exporter =
          OnnxExporter.builder()
              .setBlock(block.ready(manager, new Shape(2, 160)))
              .setInputs(new Shape(160))
              .build();
      assertRefused(exporter, "mul has other arguments for a batch of " + length.applyAsLong(160));
    }
  }

  /** What Java code writes into an array is nothing that an operation takes. */
  @Test
  void aBranchInTheValuesOfAConstantIsRefused() {
    FloatBuffer two = FloatBuffer.wrap(new float[] {2});
    FloatBuffer three = FloatBuffer.wrap(new float[] {3});
    assertContains(
        refusal(
            x ->
                x.mul(
                    x.getManager()
                        .create(
                            (x.getShape().get(0) > 100 ? two : three).duplicate(), new Shape(1)))),
        "create has other arguments for a large batch");
    List<BiConsumer<NDArray, Boolean>> writings =
        List.of(
            (constant, isLarge) -> constant.set(new float[] {isLarge ? 2 : 3}),
            (constant, isLarge) -> constant.set((isLarge ? two : three).duplicate()),
            (constant, isLarge) -> constant.set(new NDIndex("0"), isLarge ? 2 : 3),
            (constant, isLarge) -> constant.set(new NDIndex(isLarge ? ":" : "0"), 3));
    for (BiConsumer<NDArray, Boolean> writing : writings) {
      assertContains(
          refusal(
              x -> {
                NDArray constant = x.getManager().zeros(new Shape(1));
                writing.accept(constant, x.getShape().get(0) > 100);
                return x.mul(constant);
              }),
          "set has other arguments for a large batch");
    }
  }

  /** At the batches of 2 and 3 that are recorded, they count or are all the same. */
  @Test
  void valuesThatCountForSmallBatchesOnlyAreRefused() {
    for (LongUnaryOperator value :
        List.<LongUnaryOperator>of(i -> Math.min(i, 9), i -> i == 20 ? 1 : 0)) {
      assertContains(
          refusal(
              x -> {
                long batch = x.getShape().get(0);
                long[] values = LongStream.range(0, batch).map(value).toArray();
                return x.add(x.getManager().create(values).reshape(batch, 1));
              }),
          "create has other arguments for a large batch");
    }
  }

  /** The number stands nowhere in the code. */
  @Test
  void aBranchAtABatchThatTheBlockHoldsIsRefused() {
    long captured = Long.parseLong("7" + "1");
    assertContains(
        refusal(x -> x.getShape().get(0) == captured ? x.mul(2) : x.mul(1)), "for a batch of 71");
    int[] several = {Integer.parseInt("5" + "7"), Integer.parseInt("6" + "1")};
    assertContains(
        refusal(x -> x.getShape().get(0) == several[1] ? x.mul(2) : x.mul(1)), "for a batch of 61");
  }

  /** The operations are the same; only what goes in or out tells. */
  @Test
  void aBranchThatChoosesBetweenArraysIsRefused() {
    assertContains(
        refusal(
            x -> {
              NDArray a = x.mul(2);
              NDArray b = x.mul(3);
              return (x.getShape().get(0) > 100 ? a : b).add(1);
            }),
        "add takes other arrays for a large batch");
    OnnxExporter outputs =
        exporter(
            LambdaCell.of(
                x -> {
                  NDArray a = x.mul(2);
                  NDArray b = x.mul(3);
                  return x.getShape().get(0) > 100 ? a : b;
                }));
    assertRefused(outputs, "forward returns other arrays for a large batch");
    NDArray one = manager.create(new float[] {1, 2, 3, 4});
    NDArray other = manager.create(new float[] {1, 2, 3, 5});
    assertContains(
        refusal(x -> x.add(x.getShape().get(0) > 100 ? one : other)),
        "add takes other arrays for a large batch");
    assertContains(
        refusal(
            x -> {
              float[] table = new float[400];
              table[7] = x.getShape().get(0) > 100 ? 1 : 2;
              return x.concat(x.getManager().create(table, new Shape(100, 4)), 0);
            }),
        "create has other arguments for a large batch");
  }

  @Test
  void aChoiceBetweenInputsIsRefused() {
    OnnxExporter exporter =
        OnnxExporter.builder()
            .setBlock(
                LambdaCell.ofLists(
                        (in, w) -> new NDList(in.get(in.get(0).getShape().get(0) == 2 ? 0 : 1)))
                    .ready(manager, new Shape(2, 4), new Shape(2, 4)))
            .setInputs(new Shape(4), new Shape(4))
            .build();
    assertRefused(exporter, "the block returns other arrays for another batch size");
  }
}
