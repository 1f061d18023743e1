package io.github.tribuopnas.cli.model;

import ai.onnx.proto.OnnxMl.ModelProto;
import io.github.tribuopnas.image.ImageDataset;
import io.github.tribuopnas.image.ImageSet;
import io.github.tribuopnas.onnx.quantize.ModelSpeed;
import io.github.tribuopnas.onnx.quantize.OnnxQuantizer;
import io.github.tribuopnas.onnx.quantize.QuantizedModel;
import io.github.tribuopnas.onnx.rewrite.OnnxRewriter;
import io.github.tribuopnas.serving.OnnxClassifier;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;

/**
 * A winner of whole numbers.
 *
 * @param folded the winner of single precision, folded
 * @param quantized the quantized winner
 * @param speeds times of both, for batches of 1 and 32
 */
record Int8Export(ModelProto folded, QuantizedModel quantized, List<ModelSpeed> speeds) {
  private static final int CALIBRATED = 512;
  private static final long SEED = 1;
  private static final int ROUNDS = 25;

  /**
   * Quantizes a winner on its training images and measures it on its test images.
   *
   * @param model the winner
   * @param winner the same, loaded
   * @param images images that it reads
   * @param maxLoss accuracy that may be lost, a part of the images
   */
  static Int8Export of(ModelProto model, OnnxClassifier winner, ImageSet images, double maxLoss) {
    ImageDataset measured = images.test().orElse(images.train());
    int count = Math.min(CALIBRATED, images.train().images().size());
    QuantizedModel quantized =
        OnnxQuantizer.builder()
            .setCalibration(
                new ImageBatches(images.train().limit(count, SEED).images(), winner.labels()))
            .optValidation(new ImageBatches(measured.images(), winner.labels()))
            .optMaxLoss(maxLoss)
            .build()
            .quantize(model);
    ModelProto folded = OnnxRewriter.builder().optFoldBatchNorm().build().rewrite(model);
    long[] example = {winner.format().pixels()};
    List<ModelSpeed> speeds =
        List.of(
            ModelSpeed.of(folded, quantized.model(), example, 1, ROUNDS, 1),
            ModelSpeed.of(folded, quantized.model(), example, 32, ROUNDS, 1));
    return new Int8Export(folded, quantized, speeds);
  }

  /**
   * Reports plainly what was gained and what it costs.
   *
   * @param terminal where it says so
   * @param original size of the file of single precision, in bytes
   * @param bytes size of the file that was written
   */
  void print(PrintWriter terminal, int original, int bytes) {
    terminal.printf(
        Locale.ROOT,
        "accuracy %.2f %% in single precision, %.2f %% in int8, over %d images; %.2f %% of the"
            + " labels are the same%n",
        100 * quantized.floatAccuracy(),
        100 * quantized.accuracy(),
        quantized.examples(),
        100 * quantized.agreement());
    terminal.printf(
        Locale.ROOT,
        "size     %.2f of the file in single precision, %.2f of it folded, %.2f of it folded"
            + " without the metadata of both%n",
        (double) bytes / original,
        (double) bytes / folded.getSerializedSize(),
        sizeWithoutMetadata());
    terminal.printf(
        "layers   %d in int8, %d kept in single precision%n",
        quantized.quantized().size(), quantized.keptInFloat().size());
    for (ModelSpeed speed : speeds) {
      terminal.printf(
          Locale.ROOT,
          "batch %2d %.2f ms in single precision, %.2f ms in int8: %s%n",
          speed.batch(),
          speed.firstMillis(),
          speed.secondMillis(),
          judged(speed.gain()));
    }
  }

  private double sizeWithoutMetadata() {
    long metadata =
        folded.getMetadataPropsList().stream().mapToLong(e -> e.getSerializedSize()).sum();
    return (double) (quantized.model().getSerializedSize() - metadata)
        / (folded.getSerializedSize() - metadata);
  }

  private static String judged(double gain) {
    return gain < 1
        ? String.format(Locale.ROOT, "SLOWER on this machine, by a factor of %.2f", 1 / gain)
        : String.format(Locale.ROOT, "faster by a factor of %.2f", gain);
  }
}
