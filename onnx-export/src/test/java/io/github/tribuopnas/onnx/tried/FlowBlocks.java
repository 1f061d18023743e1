package io.github.tribuopnas.onnx.tried;

import static io.github.tribuopnas.onnx.tried.Blocks.batch;
import static io.github.tribuopnas.onnx.tried.Blocks.cell;
import static io.github.tribuopnas.onnx.tried.Blocks.lambda;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.norm.Dropout;
import io.github.tribuopnas.onnx.LambdaCell;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.SplittableRandom;

/** What Java code does with values, with the batch, and with several inputs and outputs. */
final class FlowBlocks {
  private static final Shape FIVE = new Shape(5);

  private FlowBlocks() {}

  static List<TriedBlock> control() {
    SplittableRandom random = new SplittableRandom(1);
    return List.of(
        cell("Monte Carlo dropout", FIVE, x -> Dropout.dropout(x, 0.5f, true).head())
            .refusedFor("dropout with training = true"),
        cell("a random mask", FIVE, FlowBlocks::randomlyMasked).refusedFor("it is random"),
        cell("a random number of Java's", FIVE, x -> x.mul(random.nextDouble()))
            .refusedFor("a number of its own each time"),
        cell("a branch on getFloat", FIVE, x -> x.get(0, 0).getFloat() > 0 ? x : x.neg())
            .refusedFor("reads the values"),
        cell("a branch on equals", FIVE, x -> x.equals(x.abs()) ? x : x.neg())
            .refusedFor("NDArray.equals"),
        cell("a branch on contentEquals", FIVE, x -> x.contentEquals(x.abs()) ? x : x.neg())
            .refusedFor("reads the values"),
        cell("a branch on batch > 8", FIVE, x -> batch(x) > 8 ? x.mul(2) : x)
            .refusedFor("branches on the size of its batch"),
        cell("a branch on size()", FIVE, x -> x.size() > 5000 ? x.mul(2) : x)
            .refusedFor("branches on the size of its batch"),
        cell("a loop over the batch", FIVE, FlowBlocks::loop).refusedFor("the recordings part at"),
        cell(
                "a branch on batch == length",
                FIVE,
                x -> batch(x) == x.getShape().get(1) ? x : x.neg())
            .refusedFor("for some batches only"),
        cell(
                "a branch on batch == 2 length",
                new Shape(57),
                x -> batch(x) == 2 * x.getShape().get(1) ? x : x.neg())
            .refusedFor("for some batches only"),
        cell("a branch in a constant's values", FIVE, FlowBlocks::filled)
            .refusedFor("create has other arguments for a large batch"),
        cell("each example less the one before", FIVE, FlowBlocks::differences),
        cell("variance of the batch by 1 / (n - 1)", FIVE, FlowBlocks::variance),
        cell("identity of the batch", FIVE, x -> x.getManager().eye((int) batch(x)).matMul(x)),
        cell(
            "mean of the batch by 1 / n", FIVE, x -> x.sum(new int[] {0}, true).mul(1f / batch(x))),
        cell("divided by the batch", FIVE, x -> x.sum(new int[] {0}, true).div(batch(x)).add(x)),
        cell("similarity of each example with each", FIVE, x -> x.matMul(x.transpose()).softmax(1)),
        cell("positions in the batch", new Shape(5, 4), FlowBlocks::diagonal),
        cell("in-place operations", FIVE, FlowBlocks::inPlace),
        cell("a view changed in place", FIVE, FlowBlocks::changedView)
            .refusedFor("in-place operation changed its memory"),
        cell("set on a result", FIVE, FlowBlocks::set).refusedFor("overwrites the values"),
        cell("set on a constant", FIVE, FlowBlocks::setConstant));
  }

  private static NDArray randomlyMasked(NDArray x) {
    return x.mul(x.getManager().randomNormal(FIVE));
  }

  private static NDArray loop(NDArray x) {
    NDList rows = new NDList();
    for (long i = 0; i < batch(x); i++) {
      rows.add(x.get(i).mul(2));
    }
    return NDArrays.stack(rows);
  }

  private static NDArray filled(NDArray x) {
    FloatBuffer value = FloatBuffer.wrap(new float[] {batch(x) > 100 ? 2 : 3});
    return x.mul(x.getManager().create(value, new Shape(1)));
  }

  private static NDArray differences(NDArray x) {
    return x.get("1:").sub(x.get(":{}", batch(x) - 1));
  }

  private static NDArray variance(NDArray x) {
    NDArray centered = x.sub(x.mean(new int[] {0}, true));
    return centered.square().sum(new int[] {0}, true).mul(1f / (batch(x) - 1));
  }

  private static NDArray diagonal(NDArray x) {
    NDArray positions = x.getManager().arange((int) batch(x));
    return x.get("{}, {}", positions, positions.mul(0));
  }

  private static NDArray inPlace(NDArray x) {
    NDArray y = x.mul(2);
    y.addi(1);
    y.muli(x);
    return y.add(y);
  }

  private static NDArray changedView(NDArray x) {
    NDArray y = x.mul(1);
    y.get(":, 0:2").addi(5);
    return y.add(1);
  }

  private static NDArray set(NDArray x) {
    NDArray y = x.duplicate();
    y.set(new NDIndex(":, 0"), 1f);
    return y;
  }

  private static NDArray setConstant(NDArray x) {
    NDArray y = x.getManager().zeros(FIVE);
    y.set(new NDIndex("0"), 1f);
    return x.add(y);
  }

  static List<TriedBlock> ports() {
    return List.of(
        lambda("whole numbers of two types in, three outputs", threeOutputs(), FIVE, FIVE)
            .with(
                b ->
                    b.optInputNames("a", "b")
                        .optInputTypes(DataType.INT32, DataType.INT64)
                        .optInputRange("a", -5, 9)),
        lambda("mean over given lengths, any length", meanTo(), new Shape(6, 3), new Shape(1))
            .with(
                b ->
                    b.optInputNames("steps", "lengths")
                        .optInputTypes(DataType.FLOAT32, DataType.INT64)
                        .optInputRange("lengths", 1, 6)
                        .optFreeAxis("steps", 1, "n")),
        lambda("an output twice, and the input", twice(), FIVE),
        lambda("two towers of one weight, each with each", towers(), FIVE, FIVE),
        lambda("an input that is not used", LambdaCell.of(x -> x.mul(2)), FIVE, new Shape(3, 4)),
        lambda("inputs in another order", turned(), FIVE, new Shape(3, 4)),
        lambda("an output of zeros", besideZeros(), FIVE)
            .refusedFor("output 1 of the block does not depend on its input"),
        lambda("mean of one input, repeated to the length of another", repeated(), FIVE, FIVE)
            .with(b -> b.optFreeAxis("input0", 1, "n").optFreeAxis("input1", 1, "m")),
        cell("bytes of an image, any size", new Shape(8, 8, 3), FlowBlocks::pixels)
            .with(
                b ->
                    b.optInputTypes(DataType.UINT8)
                        .optInputRange("input", 0, 256)
                        .optFreeAxis("input", 1, "height")
                        .optFreeAxis("input", 2, "width"))
            .at(new Shape(5, 9, 3)),
        cell("half precision", FIVE, x -> x.mul(2).add(1).tanh())
            .with(b -> b.optInputTypes(DataType.FLOAT16))
            .within(2e-3),
        cell("double precision", FIVE, x -> x.mul(2).softmax(1).log())
            .with(b -> b.optInputTypes(DataType.FLOAT64)),
        cell("an arc tangent in double precision", FIVE, NDArray::atan)
            .with(b -> b.optInputTypes(DataType.FLOAT64))
            .refusedFor("does not compute it on float64"),
        cell("truth values", FIVE, x -> x.logicalNot().toType(DataType.FLOAT32, false).cumSum(1))
            .with(b -> b.optInputTypes(DataType.BOOLEAN)),
        cell("positions of the largest", new Shape(7), FlowBlocks::largest),
        cell("rows by the place of their maximum", new Shape(6, 8), FlowBlocks::byMaximum),
        cell("moving average", new Shape(12), FlowBlocks::average),
        cell("Fourier transform", new Shape(8), x -> x.fft(8)).refusedFor("fft has no mapping"));
  }

  private static LambdaCell threeOutputs() {
    return LambdaCell.ofLists(
        (in, w) ->
            new NDList(
                in.get(0).add(in.get(1)),
                in.get(0).gt(in.get(1)),
                in.get(0).toType(DataType.FLOAT32, false).mean(new int[] {1})));
  }

  private static LambdaCell meanTo() {
    return LambdaCell.ofLists(
        (in, w) -> {
          long steps = in.get(0).getShape().get(1);
          NDArray count = in.get(1).reshape(-1, 1);
          NDArray kept = in.get(0).getManager().arange((int) steps).reshape(1, steps).lt(count);
          NDArray mask = kept.toType(DataType.FLOAT32, false).expandDims(2);
          NDArray sum = in.get(0).mul(mask).sum(new int[] {1});
          return new NDList(sum.div(count.toType(DataType.FLOAT32, false)));
        });
  }

  private static LambdaCell twice() {
    return LambdaCell.ofLists(
        (in, w) -> {
          NDArray y = in.get(0).mul(2);
          return new NDList(y, y, in.get(0));
        });
  }

  private static LambdaCell towers() {
    return LambdaCell.ofLists(
            (in, w) -> {
              NDArray a = in.get(0).matMul(w.apply("tower")).normalize(2, 1);
              NDArray b = in.get(1).matMul(w.apply("tower")).normalize(2, 1);
              NDArray scores = a.matMul(b.transpose());
              return new NDList(scores.softmax(1), scores.transpose().softmax(1));
            })
        .with("tower", 5, 4);
  }

  private static LambdaCell turned() {
    return LambdaCell.ofLists(
        (in, w) -> new NDList(in.get(1), in.get(1).reshape(batch(in.get(0)), -1), in.get(0)));
  }

  private static LambdaCell besideZeros() {
    return LambdaCell.ofLists((in, w) -> new NDList(in.head(), in.head().zerosLike()));
  }

  private static LambdaCell repeated() {
    return LambdaCell.ofLists(
        (in, w) -> {
          NDArray mean = in.get(1).mean(new int[] {1}, true);
          return new NDList(mean.repeat(1, in.get(0).getShape().get(1)).concat(in.get(0), 1));
        });
  }

  private static NDArray pixels(NDArray x) {
    return x.toType(DataType.FLOAT32, false).div(255).transpose(0, 3, 1, 2).sub(0.5f);
  }

  private static NDArray largest(NDArray x) {
    NDList best = x.topK(3, 1);
    return best.get(0).mul(best.get(1).toType(DataType.FLOAT32, false));
  }

  private static NDArray byMaximum(NDArray x) {
    return x.gather(x.argMax(1).expandDims(1), 1);
  }

  private static NDArray average(NDArray x) {
    NDArray sums = x.cumSum(1);
    return sums.get(":, 3:").sub(sums.get(":, :-3")).div(3);
  }
}
