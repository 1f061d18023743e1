package io.github.tribuopnas.onnx;

import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.Block;
import ai.djl.nn.Blocks;
import ai.djl.nn.ParallelBlock;
import ai.djl.nn.Parameter;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.convolutional.Conv1d;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.convolutional.Conv3d;
import ai.djl.nn.core.Linear;
import ai.djl.nn.norm.BatchNorm;
import ai.djl.nn.norm.Dropout;
import ai.djl.nn.norm.LayerNorm;
import ai.djl.nn.recurrent.GRU;
import ai.djl.nn.recurrent.LSTM;
import ai.djl.nn.recurrent.RNN;
import ai.djl.nn.transformer.TransformerEncoderBlock;
import ai.djl.training.initializer.NormalInitializer;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each layer of DJL gives in ONNX Runtime what it gives in DJL, for batches of 1, 2 and 7. */
class LayerAgreementTest {

  static Stream<Arguments> layers() {
    Shape image = new Shape(4, 9, 7);
    return Stream.of(
        layer("convolution", conv().build(), image),
        layer("convolution without bias", conv().optBias(false).build(), image),
        layer("grouped convolution", conv().optGroups(2).build(), image),
        layer("depthwise convolution", conv().setFilters(4).optGroups(4).build(), image),
        layer(
            "strided, padded, dilated convolution",
            conv()
                .optStride(new Shape(2, 1))
                .optPadding(new Shape(1, 2))
                .optDilation(new Shape(2, 3))
                .build(),
            image),
        layer(
            "convolution of sequences",
            Conv1d.builder().setKernelShape(new Shape(3)).setFilters(5).build(),
            new Shape(4, 11)),
        layer(
            "convolution of volumes",
            Conv3d.builder().setKernelShape(new Shape(2, 3, 2)).setFilters(5).build(),
            new Shape(2, 4, 5, 6)),
        layer("linear", Linear.builder().setUnits(5).build(), new Shape(6)),
        layer(
            "linear without bias",
            Linear.builder().setUnits(5).optBias(false).build(),
            new Shape(6)),
        layer("linear over sequences", Linear.builder().setUnits(5).build(), new Shape(3, 6)),
        layer("batch norm", BatchNorm.builder().build(), image),
        layer("batch norm over the last axis", BatchNorm.builder().optAxis(3).build(), image),
        layer("batch norm of vectors", BatchNorm.builder().build(), new Shape(6)),
        layer(
            "batch norm without scale and center",
            BatchNorm.builder().optScale(false).optCenter(false).optEpsilon(1e-3f).build(),
            image),
        layer("layer norm", LayerNorm.builder().build(), image),
        layer("layer norm over one axis", LayerNorm.builder().axis(3).build(), image),
        layer("dropout", Dropout.builder().optRate(0.4f).build(), image),
        layer("flatten", Blocks.batchFlattenBlock(), image),
        layer("parallel", parallel(), image),
        layer("lstm", LSTM.builder().setStateSize(5).setNumLayers(2).build(), new Shape(6, 3)),
        layer(
            "lstm with states",
            LSTM.builder().setStateSize(5).setNumLayers(1).optReturnState(true).build(),
            new Shape(6, 3)),
        layer(
            "lstm both ways",
            LSTM.builder()
                .setStateSize(4)
                .setNumLayers(2)
                .optBidirectional(true)
                .optHasBiases(false)
                .build(),
            new Shape(6, 3)),
        layer("gru", GRU.builder().setStateSize(5).setNumLayers(2).build(), new Shape(6, 3)),
        layer(
            "rnn",
            RNN.builder()
                .setStateSize(5)
                .setNumLayers(1)
                .setActivation(RNN.Activation.RELU)
                .build(),
            new Shape(6, 3)),
        layer(
            "transformer encoder",
            new TransformerEncoderBlock(8, 2, 16, 0.1f, Activation::gelu),
            new Shape(5, 8)));
  }

  private static Arguments layer(String name, Block block, Shape input) {
    return Arguments.of(name, block, input);
  }

  private static Conv2d.Builder conv() {
    return Conv2d.builder().setKernelShape(new Shape(3, 3)).setFilters(6);
  }

  private static Block parallel() {
    return new SequentialBlock()
        .add(
            new ParallelBlock(
                list ->
                    new NDList(
                        NDArrays.concat(new NDList(list.get(0).head(), list.get(1).head()), 1)),
                List.of(
                    Conv2d.builder().setKernelShape(new Shape(1, 1)).setFilters(2).build(),
                    BatchNorm.builder().build())));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("layers")
  void agrees(String name, Block block, Shape input) {
    try (NDManager manager = NDManager.newBaseManager()) {
      OnnxExporter exporter = exporter(manager, block, input).build();
      OnnxVerification verification = exporter.verifier().verify(exporter.toModel().toByteArray());
      assertTrue(verification.isWithin(1e-5), verification::toString);
    }
  }

  private static OnnxExporterBuilder exporter(NDManager manager, Block block, Shape input) {
    block.setInitializer(new NormalInitializer(0.5f), Parameter.Type.WEIGHT);
    block.setInitializer(new NormalInitializer(0.5f), Parameter.Type.BIAS);
    block.setInitializer(new NormalInitializer(0.5f), Parameter.Type.RUNNING_MEAN);
    block.initialize(manager, DataType.FLOAT32, new Shape(2).addAll(input));
    return OnnxExporter.builder().setBlock(block).setInputs(input);
  }

  /** Opset 13 has no LayerNormalization; opset 18 takes the axes of reductions as an input. */
  @ParameterizedTest(name = "opset {0}")
  @ValueSource(ints = {13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23})
  void everyOpsetAgrees(int opset) {
    try (NDManager manager = NDManager.newBaseManager()) {
      Block block =
          new SequentialBlock()
              .add(conv().build())
              .add(LayerNorm.builder().build())
              .add(list -> reduced(list.singletonOrThrow()));
      OnnxExporter exporter = exporter(manager, block, new Shape(4, 9, 7)).optOpset(opset).build();
      OnnxVerification verification = exporter.verifier().verify(exporter.toModel().toByteArray());
      assertTrue(verification.isWithin(1e-5), verification::toString);
    }
  }

  private static NDList reduced(NDArray x) {
    NDArray parts = x.mean(new int[] {3}).split(2, 1).get(0);
    return new NDList(parts.pad(new Shape(1, 0), 0).max(new int[] {1}).normalize());
  }
}
