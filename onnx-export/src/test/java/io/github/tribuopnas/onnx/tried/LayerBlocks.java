package io.github.tribuopnas.onnx.tried;

import static io.github.tribuopnas.onnx.tried.Blocks.batch;
import static io.github.tribuopnas.onnx.tried.Blocks.cell;
import static io.github.tribuopnas.onnx.tried.Blocks.height;
import static io.github.tribuopnas.onnx.tried.Blocks.images;
import static io.github.tribuopnas.onnx.tried.Blocks.layer;
import static io.github.tribuopnas.onnx.tried.Blocks.sequences;
import static io.github.tribuopnas.onnx.tried.Blocks.width;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.Block;
import ai.djl.nn.ParallelBlock;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.convolutional.Conv1d;
import ai.djl.nn.convolutional.Conv2dTranspose;
import ai.djl.nn.convolutional.Conv3d;
import ai.djl.nn.core.Linear;
import ai.djl.nn.core.Prelu;
import ai.djl.nn.core.SparseMax;
import ai.djl.nn.pooling.Pool;
import ai.djl.nn.recurrent.GRU;
import ai.djl.nn.recurrent.LSTM;
import ai.djl.nn.recurrent.RNN;
import java.util.List;

/** Convolutions, recurrent layers, normalizations and heads. */
final class LayerBlocks {
  private static final Shape IMAGE = new Shape(4, 9, 7);
  private static final Shape STEPS = new Shape(6, 3);
  private static final Shape ONE = new Shape(1, 1);
  private static final Shape TWO = new Shape(2, 2);
  private static final Shape THREE = new Shape(3, 3);
  private static final Shape NONE = new Shape(0, 0);

  private LayerBlocks() {}

  static List<TriedBlock> convolutions() {
    return List.of(
        layer("Conv1d, dilated, grouped, strided, any length", conv1d(), new Shape(4, 21))
            .with(b -> b.optFreeAxis("input", 2, "time"))
            .at(new Shape(4, 22), new Shape(4, 101)),
        layer("Conv3d, dilated, grouped, strided, any size", conv3d(), new Shape(4, 6, 7, 8))
            .with(b -> b.optFreeAxis("input", 2, "depth").optFreeSize())
            .at(new Shape(4, 5, 9, 7)),
        layer("Conv2dTranspose with output padding", transposed(), IMAGE)
            .refusedFor("deconvolution has no mapping"),
        images("transposed convolution by hand", IMAGE, LayerBlocks::dilated)
            .at(new Shape(4, 5, 3), new Shape(4, 30, 11)),
        images(
                "average pool, ceiled",
                new Shape(4, 16, 16),
                x -> Pool.avgPool2d(x, THREE, TWO, NONE, true, true))
            .refusedFor("needs a fixed height and width"),
        images("max pool, ceiled", IMAGE, x -> Pool.maxPool2d(x, THREE, TWO, ONE, true))
            .at(new Shape(4, 8, 8), new Shape(4, 31, 17)),
        images("squeeze and excitation", IMAGE, LayerBlocks::excited).at(new Shape(4, 8, 8)),
        images("non-local means", IMAGE, LayerBlocks::nonLocal).at(new Shape(4, 3, 11)),
        images("channel shuffle", IMAGE, LayerBlocks::shuffled).at(new Shape(4, 3, 11)),
        layer("Prelu", new SequentialBlock().add(new Prelu()), IMAGE)
            .refusedFor("prelu has no mapping"));
  }

  private static Block conv1d() {
    return Conv1d.builder()
        .setKernelShape(new Shape(3))
        .setFilters(6)
        .optGroups(2)
        .optDilation(new Shape(3))
        .optPadding(new Shape(3))
        .optStride(new Shape(2))
        .build();
  }

  private static Block conv3d() {
    return Conv3d.builder()
        .setKernelShape(new Shape(3, 2, 3))
        .setFilters(4)
        .optGroups(2)
        .optDilation(new Shape(1, 2, 1))
        .optPadding(new Shape(1, 0, 2))
        .optStride(new Shape(2, 1, 2))
        .build();
  }

  private static Block transposed() {
    return Conv2dTranspose.builder()
        .setKernelShape(THREE)
        .setFilters(5)
        .optStride(TWO)
        .optOutPadding(ONE)
        .build();
  }

  private static NDArray dilated(NDArray x) {
    NDArray spread = x.expandDims(3).expandDims(5);
    NDArray rows = spread.concat(spread.zerosLike(), 3);
    NDArray all = rows.concat(rows.zerosLike(), 5);
    NDArray wide = all.reshape(batch(x), 4, 2 * height(x), 2 * width(x));
    return Pool.avgPool2d(wide, THREE, ONE, ONE, false, true).mul(9);
  }

  private static NDArray excited(NDArray x) {
    NDArray pooled = Pool.globalAvgPool2d(x);
    return x.mul(Activation.sigmoid(pooled).expandDims(2).expandDims(3));
  }

  private static NDArray nonLocal(NDArray x) {
    NDArray pixels = x.reshape(batch(x), 4, height(x) * width(x));
    NDArray weights = pixels.transpose(0, 2, 1).matMul(pixels).softmax(-1);
    return pixels.matMul(weights).reshape(x.getShape()).add(x);
  }

  private static NDArray shuffled(NDArray x) {
    return x.reshape(batch(x), 2, 2, height(x), width(x)).swapAxes(1, 2).reshape(x.getShape());
  }

  static List<TriedBlock> recurrent() {
    return List.of(
        layer(
                "LSTM with biases, both ways, of DJL",
                LSTM.builder().setStateSize(4).setNumLayers(1).optBidirectional(true).build(),
                STEPS)
            .refusedFor("the block itself fails"),
        layer("LSTM with biases, both ways by hand, any length", bothWays(), STEPS)
            .with(b -> b.optFreeAxis("input", 1, "time"))
            .at(new Shape(5, 3), new Shape(40, 3)),
        layer(
                "GRU of two layers, both ways, without biases, any length",
                GRU.builder()
                    .setStateSize(4)
                    .setNumLayers(2)
                    .optBidirectional(true)
                    .optHasBiases(false)
                    .build(),
                STEPS)
            .with(b -> b.optFreeAxis("input", 1, "time"))
            .at(new Shape(5, 3), new Shape(40, 3)),
        layer(
            "RNN of two layers, both ways, without biases, with states",
            RNN.builder()
                .setStateSize(4)
                .setNumLayers(2)
                .setActivation(RNN.Activation.TANH)
                .optBidirectional(true)
                .optHasBiases(false)
                .optReturnState(true)
                .build(),
            STEPS),
        layer("GRU, last step, linear, any length", lastStep(), STEPS)
            .with(b -> b.optFreeAxis("input", 1, "time"))
            .at(new Shape(40, 3)),
        cell("recurrence unrolled in Java", STEPS, LayerBlocks::unrolled),
        sequences("recurrence unrolled in Java", STEPS, LayerBlocks::unrolled)
            .refusedFor("the recordings part at"));
  }

  private static Block bothWays() {
    Block forward = LSTM.builder().setStateSize(4).setNumLayers(1).build();
    Block backward =
        new SequentialBlock()
            .add(LayerBlocks::reversed)
            .add(LSTM.builder().setStateSize(4).setNumLayers(1).build())
            .add(LayerBlocks::reversed);
    return new ParallelBlock(
        list -> new NDList(list.get(0).head().concat(list.get(1).head(), 2)),
        List.of(forward, backward));
  }

  private static Block lastStep() {
    return new SequentialBlock()
        .add(GRU.builder().setStateSize(4).setNumLayers(1).build())
        .add(list -> new NDList(list.head().get(":, -1")))
        .add(Linear.builder().setUnits(3).build());
  }

  private static NDList reversed(NDList list) {
    return new NDList(list.head().flip(1));
  }

  private static NDArray unrolled(NDArray x) {
    NDArray state = x.get(":, 0").mul(0);
    for (int step = 0; step < x.getShape().get(1); step++) {
      state = x.get(":, {}", step).add(state.mul(0.5f)).tanh();
    }
    return state;
  }

  static List<TriedBlock> normalizations() {
    return List.of(
        images("GroupNorm by hand", IMAGE, LayerBlocks::groupNorm)
            .at(new Shape(4, 5, 8), new Shape(4, 22, 31)),
        cell("mean over two axes", IMAGE, x -> x.mean(new int[] {2, 3}))
            .refusedFor("the block itself fails"),
        cell("RMSNorm by hand", STEPS, LayerBlocks::meanSquareNorm),
        cell("local response normalization", IMAGE, LayerBlocks::localResponse),
        cell("SparseMax", new Shape(5), LayerBlocks::sparseMax),
        cell("logarithm of a sum of exponentials", new Shape(6), LayerBlocks::logSum),
        cell("overlap of boxes, each with each", new Shape(6, 4), LayerBlocks::overlaps));
  }

  private static NDArray groupNorm(NDArray x) {
    NDArray groups = x.reshape(batch(x), 2, 2 * height(x) * width(x));
    NDArray centered = groups.sub(groups.mean(new int[] {2}, true));
    NDArray variance = centered.square().mean(new int[] {2}, true);
    return centered.div(variance.add(1e-5f).sqrt()).reshape(x.getShape());
  }

  private static NDArray meanSquareNorm(NDArray x) {
    return x.div(x.square().mean(new int[] {-1}, true).add(1e-6f).sqrt());
  }

  private static NDArray localResponse(NDArray x) {
    NDArray squares = x.square().pad(new Shape(0, 0, 0, 0, 1, 1), 0);
    NDArray sum = squares.get(":, 0:4").add(squares.get(":, 1:5")).add(squares.get(":, 2:6"));
    return x.div(sum.mul(0.1f).add(1).pow(0.75f));
  }

  private static NDArray sparseMax(NDArray x) {
    return new SparseMax(1).forward(null, new NDList(x), false).head();
  }

  private static NDArray logSum(NDArray x) {
    return x.exp().sum(new int[] {1}).log();
  }

  private static NDArray overlaps(NDArray x) {
    NDArray low = x.get("..., 0:2");
    NDArray high = x.get("..., 2:4").abs().add(low);
    NDArray from = low.expandDims(2).maximum(low.expandDims(1));
    NDArray to = high.expandDims(2).minimum(high.expandDims(1));
    return to.sub(from).maximum(0).prod(new int[] {3});
  }
}
