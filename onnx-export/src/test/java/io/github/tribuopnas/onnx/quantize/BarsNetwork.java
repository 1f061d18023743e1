package io.github.tribuopnas.onnx.quantize;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.core.Linear;
import ai.djl.nn.norm.BatchNorm;
import ai.djl.nn.pooling.Pool;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import io.github.tribuopnas.onnx.LambdaCell;
import io.github.tribuopnas.onnx.OnnxExporter;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Function;

/** A small network that tells kinds of bars apart, trained in a second. */
final class BarsNetwork {

  private static final Shape ONE = new Shape(1, 1);
  private static final Shape NONE = new Shape(0, 0);

  private BarsNetwork() {}

  /** Eight kinds of bars in noise, 8 by 8 pixels. */
  static ExampleBatch bars(int count, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    float[] values = new float[count * 64];
    int[] labels = new int[count];
    for (int i = 0; i < count; i++) {
      labels[i] = random.nextInt(8);
      int place = 2 * (labels[i] % 4);
      for (int p = 0; p < 64; p++) {
        int line = labels[i] < 4 ? p / 8 : p % 8;
        boolean lit = line == place || line == place + 1;
        values[i * 64 + p] = (float) (0.7 * random.nextGaussian() + (lit ? 1 : 0));
      }
    }
    return new ExampleBatch(values, new long[] {count, 1, 8, 8}, labels);
  }

  private static NDArray conv(NDArray x, NDArray weight, int padding) {
    return Conv2d.conv2d(x, weight, null, ONE, new Shape(padding, padding), ONE, 1).head();
  }

  private static NDArray normalized(NDArray x, Function<String, NDArray> w, String name) {
    return BatchNorm.batchNorm(
            x,
            w.apply(name + "Mean"),
            w.apply(name + "Var"),
            w.apply(name + "Gamma"),
            w.apply(name + "Beta"),
            -1,
            0.9f,
            1e-5f,
            false)
        .head();
  }

  /** Convolutions, batch normalization, a sum, a Concat, pools and a linear layer. */
  private static LambdaCell network(NDManager manager) {
    LambdaCell block =
        LambdaCell.of(
                (x, w) -> {
                  NDArray stem =
                      Activation.relu(normalized(conv(x, w.apply("stem"), 1), w, "stem"));
                  NDArray left = conv(stem, w.apply("left"), 1).add(stem);
                  NDArray right =
                      normalized(conv(Activation.relu(left), w.apply("right"), 0), w, "right");
                  NDArray both = Activation.relu(left.concat(right, 1));
                  NDArray smaller =
                      Pool.maxPool2d(both, new Shape(2, 2), new Shape(2, 2), NONE, false);
                  NDArray mixed = Activation.relu(conv(smaller, w.apply("mix"), 0));
                  return Linear.linear(
                          mixed.reshape(-1, 8 * 16), w.apply("dense"), w.apply("denseBias"))
                      .head();
                })
            .with("stem", 8, 1, 3, 3)
            .with("left", 8, 8, 3, 3)
            .with("right", 4, 8, 1, 1)
            .with("mix", 8, 12, 1, 1)
            .with("dense", 8, 8 * 16)
            .with("denseBias", 8);
    for (String norm : List.of("stem", "right")) {
      int channels = norm.equals("stem") ? 8 : 4;
      block
          .with(norm + "Mean", channels)
          .with(norm + "Var", channels)
          .with(norm + "Gamma", channels)
          .with(norm + "Beta", channels);
    }
    return block.ready(manager, new Shape(1, 1, 8, 8));
  }

  /** Trains the last layer alone, on what the layers before it make of bars. */
  static ModelProto trained(NDManager manager) {
    LambdaCell block = network(manager);
    OnnxExporter exporter =
        OnnxExporter.builder().setBlock(block).setInputs(new Shape(1, 8, 8)).build();
    ExampleBatch examples = bars(2000, 1);
    float[] weight = block.getParameters().get("dense").getArray().toFloatArray();
    float[] bias = new float[8];
    List<float[]> features = features(exporter.toModel(), examples);
    SoftmaxRegression.train(features, examples.labels(), weight, bias);
    block.getParameters().get("dense").getArray().set(weight);
    block.getParameters().get("denseBias").getArray().set(bias);
    return exporter.toModel();
  }

  /** What goes into the last layer. */
  private static List<float[]> features(ModelProto model, ExampleBatch examples) {
    NodeProto last = model.getGraph().getNode(model.getGraph().getNodeCount() - 1);
    ModelProto.Builder inner = model.toBuilder();
    inner
        .getGraphBuilder()
        .removeNode(model.getGraph().getNodeCount() - 1)
        .getOutputBuilder(0)
        .setName(last.getInput(0));
    inner
        .getGraphBuilder()
        .getOutputBuilder(0)
        .getTypeBuilder()
        .getTensorTypeBuilder()
        .clearShape();
    return Labels.of(inner.build(), List.of(examples), 1).scores();
  }
}
