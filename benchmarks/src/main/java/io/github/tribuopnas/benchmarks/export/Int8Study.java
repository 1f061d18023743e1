package io.github.tribuopnas.benchmarks.export;

import ai.djl.Device;
import ai.djl.Model;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.training.DefaultTrainingConfig;
import ai.djl.training.EasyTrain;
import ai.djl.training.Trainer;
import ai.djl.training.dataset.ArrayDataset;
import ai.djl.training.loss.Loss;
import ai.djl.training.optimizer.Optimizer;
import ai.djl.training.tracker.Tracker;
import ai.djl.translate.TranslateException;
import ai.onnx.proto.OnnxMl.ModelProto;
import io.github.tribuopnas.benchmarks.images.DataOption;
import io.github.tribuopnas.image.PackedImages;
import io.github.tribuopnas.onnx.OnnxExporter;
import io.github.tribuopnas.onnx.quantize.ExampleBatch;
import io.github.tribuopnas.onnx.quantize.ModelSpeed;
import io.github.tribuopnas.onnx.quantize.OnnxQuantizer;
import io.github.tribuopnas.onnx.quantize.QuantizedModel;
import io.github.tribuopnas.onnx.rewrite.OnnxRewriter;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code benchmarks/run int8}: what the quantization of a network of DJL's costs and gains. */
@Command(
    name = "int8",
    description =
        "Trains a classification network of DJL's briefly, quantizes it, and prints accuracy, size"
            + " and speed as a row of the table in docs/onnx-export.md.",
    mixinStandardHelpOptions = true)
@SuppressWarnings("NullAway.Init") // picocli sets options that are required or have a default.
public final class Int8Study implements Callable<Integer> {
  private static final int CALIBRATED = 512;
  private static final int TEST_BATCH = 64;
  private static final int ROUNDS = 25;
  private static final int SEED = 1;

  @Mixin private DataOption data;

  @Option(
      names = "--network",
      required = true,
      paramLabel = "NAME",
      description = "resnet18, mobilenet-v1 or mobilenet-v2.")
  private String network;

  @Option(
      names = "--scale",
      paramLabel = "N",
      defaultValue = "1",
      description = "Show every pixel N times in both directions (${DEFAULT-VALUE}).")
  private int scale;

  @Option(
      names = "--train-limit",
      paramLabel = "N",
      defaultValue = "0",
      description = "Train on N images; 0 takes all (${DEFAULT-VALUE}).")
  private int trainLimit;

  @Option(
      names = "--epochs",
      paramLabel = "N",
      defaultValue = "1",
      description = "Passes over the training images (${DEFAULT-VALUE}).")
  private int epochs;

  @Option(
      names = "--batch",
      paramLabel = "N",
      defaultValue = "64",
      description = "Images in a training step (${DEFAULT-VALUE}).")
  private int batch;

  @Option(
      names = "--learning-rate",
      paramLabel = "RATE",
      defaultValue = "0.001",
      description = "The learning rate of Adam (${DEFAULT-VALUE}).")
  private float learningRate;

  @Spec private CommandSpec spec;

  /** Made by the command line. */
  public Int8Study() {}

  @Override
  public Integer call() throws IOException, TranslateException {
    DataOption.Parts parts = data.read().withTrainLimit(trainLimit);
    PackedImages train = parts.train().images();
    Shape image =
        new Shape(train.channels(), (long) scale * train.height(), (long) scale * train.width());
    ModelProto model = trained(train, image);
    QuantizedModel quantized =
        OnnxQuantizer.builder()
            .setCalibration(batches(train.limit(CALIBRATED, SEED), image))
            .optValidation(batches(parts.test().images(), image))
            .build()
            .quantize(model);
    print(model, quantized, image);
    return 0;
  }

  private ModelProto trained(PackedImages images, Shape image)
      throws IOException, TranslateException {
    Block block = ZooModel.parse(network).block(image, images.classes().size());
    try (NDManager manager = NDManager.newBaseManager(Device.cpu(), "PyTorch");
        Model holder = Model.newInstance(network, Device.cpu(), "PyTorch")) {
      manager.getEngine().setRandomSeed(SEED);
      holder.setBlock(block);
      ExampleBatch all = part(images, 0, images.size(), image);
      ArrayDataset dataset =
          new ArrayDataset.Builder()
              .setData(manager.create(all.values(), new Shape(all.shape())))
              .optLabels(manager.create(all.labels()))
              .setSampling(batch, true, true)
              .build();
      DefaultTrainingConfig config =
          new DefaultTrainingConfig(Loss.softmaxCrossEntropyLoss())
              .optOptimizer(
                  Optimizer.adam().optLearningRateTracker(Tracker.fixed(learningRate)).build())
              .optDevices(new Device[] {Device.cpu()});
      try (Trainer trainer = holder.newTrainer(config)) {
        trainer.initialize(new Shape(batch).addAll(image));
        EasyTrain.fit(trainer, epochs, dataset, null);
      }
      return OnnxExporter.builder().setBlock(block).setInputs(image).build().toModel();
    }
  }

  private List<ExampleBatch> batches(PackedImages images, Shape image) {
    List<ExampleBatch> batches = new ArrayList<>();
    for (int first = 0; first < images.size(); first += TEST_BATCH) {
      batches.add(part(images, first, Math.min(TEST_BATCH, images.size() - first), image));
    }
    return batches;
  }

  /** Images as the network takes them, values from 0 to 1 if they are bytes. */
  private ExampleBatch part(PackedImages images, int first, int count, Shape image) {
    int size = Math.toIntExact(image.size());
    float[] values = new float[count * size];
    float[] raw = new float[images.format().pixels()];
    int width = images.width() * scale;
    int plane = images.height() * scale * width;
    for (int i = 0; i < count; i++) {
      images.copyRaw(first + i, raw);
      for (int at = 0; at < size; at++) {
        int row = at % plane / width / scale;
        int column = at % width / scale;
        int from = (at / plane * images.height() + row) * images.width() + column;
        values[i * size + at] = raw[from] / 255;
      }
    }
    long[] shape = new Shape(count).addAll(image).getShape();
    return new ExampleBatch(
        values, shape, IntStream.range(first, first + count).map(images::label).toArray());
  }

  private void print(ModelProto model, QuantizedModel quantized, Shape image) {
    ModelProto folded = OnnxRewriter.builder().optFoldBatchNorm().build().rewrite(model);
    IntFunction<String> times =
        size -> {
          ModelSpeed speed =
              ModelSpeed.of(folded, quantized.model(), image.getShape(), size, ROUNDS, 1);
          return String.format(
              Locale.ROOT, "%.2f / %.2f", speed.firstMillis(), speed.secondMillis());
        };
    long parameters =
        folded.getGraph().getInitializerList().stream()
            .mapToLong(t -> t.getDimsList().stream().reduce(1L, (a, b) -> a * b))
            .sum();
    spec.commandLine()
        .getOut()
        .printf(
            Locale.ROOT,
            "| %s (%,d numbers), %d epochs, %s | %.2f / %.2f, %,d images | %.3f | %s | %s |%n",
            network,
            parameters,
            epochs,
            Arrays.toString(image.getShape()),
            100 * quantized.floatAccuracy(),
            100 * quantized.accuracy(),
            quantized.examples(),
            (double) quantized.model().getSerializedSize() / folded.getSerializedSize(),
            times.apply(1),
            times.apply(32));
    spec.commandLine()
        .getOut()
        .printf(
            "%d layers in int8, %d in single precision%n",
            quantized.quantized().size(), quantized.keptInFloat().size());
  }
}
