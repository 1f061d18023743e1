package io.github.tribuopnas.onnx.tried;

import static io.github.tribuopnas.onnx.tried.Blocks.batch;
import static io.github.tribuopnas.onnx.tried.Blocks.cell;
import static io.github.tribuopnas.onnx.tried.Blocks.lambda;
import static io.github.tribuopnas.onnx.tried.Blocks.layer;
import static io.github.tribuopnas.onnx.tried.Blocks.sequences;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.ndarray.types.SparseFormat;
import ai.djl.nn.Activation;
import ai.djl.nn.core.Embedding;
import ai.djl.nn.transformer.ScaledDotProductAttentionBlock;
import ai.djl.nn.transformer.TransformerEncoderBlock;
import io.github.tribuopnas.onnx.LambdaCell;
import java.util.List;
import java.util.function.Function;

/** Attention and its kin, on {@code [batch, tokens, 8]}. */
final class AttentionBlocks {
  private static final Shape TOKENS = new Shape(6, 8);
  private static final Shape[] LENGTHS = {new Shape(5, 8), new Shape(1, 8), new Shape(23, 8)};

  private AttentionBlocks() {}

  static List<TriedBlock> all() {
    return List.of(
        sequences("attention of two heads", TOKENS, x -> attention(x, s -> s)).at(LENGTHS),
        sequences("attention with a mask of -1e9 for padding", TOKENS, AttentionBlocks::masked)
            .at(LENGTHS),
        sequences("causal attention, mask of arange", TOKENS, AttentionBlocks::causal).at(LENGTHS),
        sequences("causal attention, mask of cumSum", TOKENS, AttentionBlocks::causalByCounting)
            .at(LENGTHS),
        sequences("causal attention, mask made by Java code", TOKENS, AttentionBlocks::causalByJava)
            .at(LENGTHS),
        sequences("attention to others only, mask of eye", TOKENS, AttentionBlocks::toOthers)
            .at(LENGTHS),
        sequences("attention with linear biases", TOKENS, AttentionBlocks::withLinearBiases)
            .at(LENGTHS),
        sequences("sinusoidal positions", TOKENS, AttentionBlocks::sinusoidal).at(LENGTHS),
        lambda("learned positions cut to the length, any length", cutPositions(), TOKENS)
            .with(b -> b.optFreeAxis("input", 1, "length"))
            .at(new Shape(5, 8), new Shape(23, 8)),
        cell("rotary positions", TOKENS, AttentionBlocks::rotary),
        cell("linear attention", TOKENS, AttentionBlocks::linear),
        cell("attention of many queries to one key", TOKENS, AttentionBlocks::multiQuery),
        cell("attention to the three best", TOKENS, x -> attention(x, AttentionBlocks::bestThree)),
        lambda("attention to another input, two free lengths", cross(), TOKENS, new Shape(4, 8))
            .with(
                b ->
                    b.optInputNames("queries", "keys")
                        .optFreeAxis("queries", 1, "n")
                        .optFreeAxis("keys", 1, "m")),
        layer("ScaledDotProductAttentionBlock, any length", attentionBlock(), TOKENS)
            .with(b -> b.optFreeAxis("input", 1, "length"))
            .at(LENGTHS),
        layer(
                "TransformerEncoderBlock, any length",
                new TransformerEncoderBlock(8, 2, 16, 0.1f, Activation::relu),
                TOKENS)
            .with(b -> b.optFreeAxis("input", 1, "length"))
            .at(LENGTHS),
        lambda("mean of embeddings, any length", embeddings(), new Shape(6))
            .with(
                b ->
                    b.optInputTypes(DataType.INT64)
                        .optInputRange("input", 0, 20)
                        .optFreeAxis("input", 1, "length"))
            .at(new Shape(31)));
  }

  private static LambdaCell cutPositions() {
    return LambdaCell.of((x, w) -> x.add(w.apply("table").get("0:{}", x.getShape().get(1))))
        .with("table", 64, 8);
  }

  private static LambdaCell embeddings() {
    return LambdaCell.of(
            (x, w) ->
                Embedding.embedding(x, w.apply("table"), SparseFormat.DENSE)
                    .head()
                    .mean(new int[] {1}))
        .with("table", 20, 4);
  }

  private static LambdaCell cross() {
    return LambdaCell.ofLists(
        (in, w) -> {
          NDArray keys = in.get(1);
          NDArray scores = in.get(0).matMul(keys.transpose(0, 2, 1));
          return new NDList(scores.softmax(-1).matMul(keys));
        });
  }

  private static ScaledDotProductAttentionBlock attentionBlock() {
    return ScaledDotProductAttentionBlock.builder().setEmbeddingSize(8).setHeadCount(2).build();
  }

  private static NDArray heads(NDArray x) {
    return x.reshape(batch(x), x.getShape().get(1), 2, 4).transpose(0, 2, 1, 3);
  }

  private static NDArray attention(NDArray x, Function<NDArray, NDArray> mask) {
    NDArray scores = heads(x).matMul(heads(x.mul(0.7)).transpose(0, 1, 3, 2)).div(2);
    NDArray mixed = mask.apply(scores).softmax(-1).matMul(heads(x.add(1)));
    return mixed.transpose(0, 2, 1, 3).reshape(batch(x), x.getShape().get(1), 8);
  }

  private static NDArray masked(NDArray x) {
    NDArray kept = x.get(":, :, 0").gt(0).expandDims(1).expandDims(1);
    return attention(
        x, s -> NDArrays.where(kept.broadcast(s.getShape()), s, s.zerosLike().sub(1e9f)));
  }

  private static NDArray column(NDArray x) {
    int length = (int) x.getShape().get(1);
    return x.getManager().arange(length).reshape(length, 1);
  }

  private static NDArray numbers(NDArray truths) {
    return truths.toType(DataType.FLOAT32, false);
  }

  private static NDArray causal(NDArray x) {
    NDArray later = column(x).lt(column(x).transpose());
    return attention(x, s -> s.add(numbers(later).mul(-1e9f)));
  }

  private static NDArray causalByCounting(NDArray x) {
    NDArray place = x.get(":, :, 0").onesLike().cumSum(1);
    NDArray later = place.expandDims(2).lt(place.expandDims(1));
    return attention(x, s -> s.add(numbers(later).mul(-1e9f).expandDims(1)));
  }

  private static NDArray causalByJava(NDArray x) {
    int length = (int) x.getShape().get(1);
    float[] mask = new float[length * length];
    for (int i = 0; i < mask.length; i++) {
      mask[i] = i % length > i / length ? Float.NEGATIVE_INFINITY : 0;
    }
    return attention(x, s -> s.add(x.getManager().create(mask, new Shape(length, length))));
  }

  private static NDArray toOthers(NDArray x) {
    NDArray same = x.getManager().eye((int) x.getShape().get(1));
    return attention(x, s -> s.sub(same.mul(1e9f)));
  }

  private static NDArray withLinearBiases(NDArray x) {
    NDArray place = numbers(column(x));
    return attention(x, s -> s.sub(place.sub(place.transpose()).abs().mul(0.3f)));
  }

  private static NDArray sinusoidal(NDArray x) {
    NDArray rates = x.getManager().arange(0f, 4f, 1f).mul(-0.5f).exp().reshape(1, 4);
    NDArray angles = numbers(column(x)).mul(rates);
    return x.add(angles.sin().concat(angles.cos(), 1));
  }

  private static NDArray rotary(NDArray x) {
    NDArray rates = x.getManager().arange(0f, 4f, 1f).mul(-0.3f).exp().reshape(1, 4);
    NDArray angles = numbers(column(x)).mul(rates);
    NDArray even = x.get(":, :, 0::2");
    NDArray odd = x.get(":, :, 1::2");
    NDArray first = even.mul(angles.cos()).sub(odd.mul(angles.sin()));
    NDArray second = even.mul(angles.sin()).add(odd.mul(angles.cos()));
    return NDArrays.stack(new NDList(first, second), 3).reshape(batch(x), 6, 8);
  }

  private static NDArray linear(NDArray x) {
    NDArray queries = Activation.elu(x, 1f).add(1);
    NDArray keys = queries.mul(0.5f);
    NDArray sums = queries.matMul(keys.sum(new int[] {1}, true).transpose(0, 2, 1));
    return queries.matMul(keys.transpose(0, 2, 1).matMul(x)).div(sums.add(1e-6f));
  }

  private static NDArray multiQuery(NDArray x) {
    NDArray key = x.get(":, :, 0:4").expandDims(1);
    NDArray mixed = heads(x).matMul(key.transpose(0, 1, 3, 2)).softmax(-1).matMul(key);
    return mixed.transpose(0, 2, 1, 3).reshape(batch(x), 6, 8);
  }

  private static NDArray bestThree(NDArray scores) {
    NDArray third = scores.topK(3, 3).get(0).get("..., 2").expandDims(3);
    return NDArrays.where(scores.gte(third), scores, scores.zerosLike().sub(1e9f));
  }
}
