package io.github.tribuopnas.onnx.tried;

import static io.github.tribuopnas.onnx.tried.Blocks.batch;
import static io.github.tribuopnas.onnx.tried.Blocks.cell;
import static io.github.tribuopnas.onnx.tried.Blocks.height;
import static io.github.tribuopnas.onnx.tried.Blocks.images;
import static io.github.tribuopnas.onnx.tried.Blocks.width;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.pooling.Pool;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToLongFunction;

/** Arithmetic on free lengths, run at lengths that are no multiples. */
final class SizeBlocks {
  private static final Shape SQUARE = new Shape(3, 16, 16);
  private static final Shape[] ODD = {
    new Shape(3, 17, 23), new Shape(3, 30, 13), new Shape(3, 41, 50)
  };

  private SizeBlocks() {}

  static List<TriedBlock> all() {
    return List.of(
        rows("H / 2 rows", x -> height(x) / 2),
        rows("H - 1 rows", x -> height(x) - 1),
        rows("ceil(H / 2) rows", x -> (long) Math.ceil(height(x) / 2.0)),
        rows("3 H / 4 rows", x -> 3 * height(x) / 4),
        rows("H / 8 rows", x -> height(x) / 8),
        rows("H / 6 rows, rounded up", x -> (height(x) + 5) / 6),
        rows("min(H, 100) rows", x -> Math.min(height(x), 100))
            .refusedFor("other arguments for a long 'height'"),
        rows("round(0.7 H) rows", x -> Math.round(0.7 * height(x)))
            .refusedFor("other arguments for a long 'height'"),
        images("the middle four rows", SQUARE, SizeBlocks::middle).at(ODD),
        images("sum divided by H W", SQUARE, x -> x.sum(new int[] {3}).div(height(x) * width(x)))
            .at(ODD),
        padded("padding to a multiple of 4", x -> Math.floorMod(-height(x), 4L)),
        padded("padding to a multiple of 32", x -> Math.floorMod(-height(x), 32L)),
        padded("padding to at least 16", x -> Math.max(0, 16 - height(x)))
            .refusedFor("number 6 of a shape"),
        images("U-Net of two levels", SQUARE, SizeBlocks::encodeAndDecode).at(ODD),
        images("padded, pooled, resized, cropped", SQUARE, SizeBlocks::padAndCrop).at(ODD),
        images("coordinates of the rows as a channel", SQUARE, SizeBlocks::withRows).at(ODD),
        images("flattened, softmax, back", SQUARE, SizeBlocks::softmaxOfPixels).at(ODD),
        images("antialiased half", SQUARE, SizeBlocks::halved).at(ODD),
        images("nearest to 66 by 42", SQUARE, x -> resized(x, 66, 42, 0))
            .at(new Shape(3, 100, 98), new Shape(3, 21, 49)),
        images("nearest 3 H / 2", SQUARE, x -> resized(x, 3 * height(x) / 2, width(x) - 1, 0))
            .at(ODD),
        images("bicubic half", SQUARE, x -> resized(x, height(x) / 2, width(x) / 2, 2))
            .refusedFor("to a size that is free"),
        images("pixels to channels, without a step", SQUARE, x -> patches(x, 2))
            .refusedFor("multiple of the step"),
        stepped("pixels to channels, step 2", 2, new Shape(3, 8, 8))
            .at(new Shape(3, 6, 10), new Shape(3, 22, 30)),
        stepped("patches of 16, step 16", 16, new Shape(3, 32, 32)).at(new Shape(3, 16, 48)),
        images("channels to pixels", new Shape(8, 5, 7), SizeBlocks::toPixels)
            .at(new Shape(8, 3, 9)),
        images("a branch on H > 64", SQUARE, x -> height(x) > 64 ? x.mul(2) : x.mul(1))
            .refusedFor("other arguments for a long 'height'"),
        images("a branch on H % 2", SQUARE, x -> height(x) % 2 == 0 ? x.add(1) : x.mul(2))
            .refusedFor("the recordings part at"),
        cell("bicubic half of a given size", SQUARE, x -> resized(x, 8, 8, 2)));
  }

  private static TriedBlock rows(String name, ToLongFunction<NDArray> count) {
    return images(name, SQUARE, x -> x.get(":, :, :{}", count.applyAsLong(x))).at(ODD);
  }

  private static TriedBlock padded(String name, ToLongFunction<NDArray> count) {
    return images(name, SQUARE, x -> x.pad(new Shape(0, 0, 0, count.applyAsLong(x)), 0)).at(ODD);
  }

  private static TriedBlock stepped(String name, int step, Shape input) {
    Function<NDArray, NDArray> forward = x -> patches(x, step);
    return cell(name, input, forward)
        .with(
            b -> b.optFreeAxis("input", 2, "rows", step).optFreeAxis("input", 3, "columns", step));
  }

  private static NDArray middle(NDArray x) {
    return x.get(":, :, {}:{}", height(x) / 2 - 2, height(x) / 2 + 2);
  }

  private static NDArray resized(NDArray x, long height, long width, int mode) {
    return x.getNDArrayInternal().interpolation(new long[] {height, width}, mode, false);
  }

  private static NDArray halved(NDArray x) {
    return resized(x, height(x) / 2, width(x) / 3, 1);
  }

  private static NDArray half(NDArray x) {
    return Pool.maxPool2d(x, new Shape(2, 2), new Shape(2, 2), new Shape(0, 0), false);
  }

  private static NDArray encodeAndDecode(NDArray x) {
    NDArray middle = half(x);
    NDArray up = resized(half(middle), height(middle), width(middle), 1).concat(middle, 1);
    return resized(up, height(x), width(x), 0).concat(x, 1);
  }

  private static NDArray padAndCrop(NDArray x) {
    NDArray whole =
        x.pad(new Shape(0, Math.floorMod(-width(x), 4L), 0, Math.floorMod(-height(x), 4L)), 0);
    return resized(half(whole), height(whole), width(whole), 0)
        .get(":, :, 0:{}, 0:{}", height(x), width(x));
  }

  private static NDArray withRows(NDArray x) {
    NDArray rows = x.getManager().arange(0f, height(x), 1f).div(height(x) - 1);
    NDArray plane = rows.reshape(1, 1, height(x), 1).broadcast(batch(x), 1, height(x), width(x));
    return x.concat(plane, 1);
  }

  private static NDArray softmaxOfPixels(NDArray x) {
    return x.reshape(batch(x), 3, -1).softmax(2).reshape(x.getShape());
  }

  private static NDArray patches(NDArray x, long side) {
    long rows = height(x) / side;
    long columns = width(x) / side;
    return x.reshape(batch(x), 3, rows, side, columns, side)
        .transpose(0, 2, 4, 1, 3, 5)
        .reshape(batch(x), rows * columns, 3 * side * side);
  }

  private static NDArray toPixels(NDArray x) {
    return x.reshape(batch(x), 2, 2, 2, height(x), width(x))
        .transpose(0, 1, 4, 2, 5, 3)
        .reshape(batch(x), 2, height(x) * 2, width(x) * 2);
  }
}
