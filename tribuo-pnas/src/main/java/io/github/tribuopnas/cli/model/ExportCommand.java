package io.github.tribuopnas.cli.model;

import ai.onnx.proto.OnnxMl.ModelProto;
import io.github.tribuopnas.cli.progress.StandardStream;
import io.github.tribuopnas.cli.progress.UnreadableImages;
import io.github.tribuopnas.cli.run.RunFiles;
import io.github.tribuopnas.image.ImageSet;
import io.github.tribuopnas.onnx.check.OnnxModelReader;
import io.github.tribuopnas.onnx.model.AtomicFiles;
import io.github.tribuopnas.onnx.rewrite.OnnxRewriter;
import io.github.tribuopnas.serving.DerivedProvenance;
import io.github.tribuopnas.serving.OnnxClassifier;
import io.github.tribuopnas.serving.OnnxMetadata;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * {@code pnas export}: the winner of a run as an ONNX file, folded, halved or quantized on request.
 */
@Command(
    name = "export",
    description = "Write the winner of a run as an ONNX file.",
    footerHeading = "%nExample:%n",
    footer = "  ./pnas export runs/digits-20260101-120000 -o small.onnx --fold --half")
public final class ExportCommand implements Callable<Integer> {

  private static final double TOLERANCE = 1e-4;
  private static final double HALF_TOLERANCE = 1e-2;
  private static final long SEED = 1;

  @Parameters(
      index = "0",
      paramLabel = "RUN_OR_MODEL",
      description = "A run directory, a winner.tribuo or a winner.onnx.")
  private Path source;

  @Option(
      names = {"-o", "--out"},
      required = true,
      paramLabel = "FILE.onnx",
      description = "The file to write.")
  @SuppressWarnings("NullAway.Init") // Required.
  private Path out;

  @Option(
      names = "--fold",
      description = "Fold batch normalization into the convolutions: fewer steps, faster.")
  private boolean fold;

  @Option(names = "--half", description = "Keep the weights in half precision: half the size.")
  private boolean half;

  @Option(
      names = "--int8",
      description =
          "Compute with 8-bit whole numbers: a quarter of the size, and faster on processors with"
              + " VNNI or AMX. Layers stay in single precision where accuracy needs it.")
  private boolean int8;

  @Option(
      names = "--calibration",
      paramLabel = "PATH",
      description =
          "With --int8: images like those of the search. Training images give the ranges, test"
              + " images the accuracy. By default the built-in handwritten digits, if the model"
              + " reads those.")
  private @Nullable Path calibration;

  @Option(
      names = "--max-loss",
      paramLabel = "FRACTION",
      defaultValue = "0.003",
      description = "With --int8: how much accuracy may be lost, from 0 to 1 (${DEFAULT-VALUE}).")
  private double maxLoss;

  @Option(
      names = "--drop-provenance",
      description =
          "Leave out the record of the training, 15 to 30 KB that Tribuo reads, for small files on"
              + " devices; the run's own winner keeps it. With --int8 it is 5 KB in any case, and"
              + " names the winner that has it all.")
  private boolean dropsProvenance;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    byte[] original = ModelFile.onnx(source);
    refuseToReplace();
    if (int8) {
      quantize(original);
      return 0;
    }
    try (OnnxClassifier before = new OnnxClassifier(original)) {
      ModelProto rewritten = rewriter().rewrite(OnnxModelReader.builder().build().read(original));
      ModelProto model = dropsProvenance ? OnnxMetadata.withoutProvenance(rewritten) : rewritten;
      byte[] bytes = model.toByteArray();
      ModelDifference difference;
      try (OnnxClassifier after = new OnnxClassifier(bytes)) {
        difference = ModelDifference.onRandom(SEED, before, after);
      }
      double tolerance = half ? HALF_TOLERANCE : TOLERANCE;
      if (!difference.isWithin(tolerance)) {
        throw new IllegalStateException(
            String.format(
                Locale.ROOT,
                "the file would differ from %s by %.2e, more than %.0e; nothing was written",
                source,
                difference.absolute(),
                tolerance));
      }
      AtomicFiles.write(out, bytes);
      print(model, before, bytes.length, difference);
    }
    return 0;
  }

  /** A winner that was replaced by its own export would agree with any result. */
  private void refuseToReplace() throws IOException {
    RunFiles.refuse(out);
    if (Files.exists(out) && Files.isSameFile(out, ModelFile.in(source))) {
      throw new IllegalArgumentException(
          out + " is what the export is made of; choose another file");
    }
  }

  private void quantize(byte[] original) throws IOException {
    if (half) {
      throw new IllegalArgumentException("--int8 and --half exclude each other");
    }
    try (OnnxClassifier before = new OnnxClassifier(original)) {
      ImageSet images =
          WinnerImages.of(calibration, before)
              .orElseThrow(
                  () ->
                      new IllegalArgumentException(
                          "--int8 needs images that the model reads: give --calibration PATH"));
      UnreadableImages.print(images, spec.commandLine().getErr());
      ModelProto model = OnnxModelReader.builder().build().read(original);
      Int8Export export = Int8Export.of(model, before, images, maxLoss);
      ModelProto quantized = export.quantized().model();
      ModelProto written =
          dropsProvenance
              ? OnnxMetadata.withoutProvenance(quantized)
              : DerivedProvenance.in(quantized, original);
      byte[] bytes = written.toByteArray();
      ModelDifference difference;
      try (OnnxClassifier after = new OnnxClassifier(bytes)) {
        difference = ModelDifference.onRandom(SEED, before, after);
      }
      AtomicFiles.write(out, bytes);
      print(written, before, bytes.length, difference);
      export.print(StandardStream.besides(out, spec.commandLine()), original.length, bytes.length);
    }
  }

  private OnnxRewriter rewriter() {
    OnnxRewriter.Builder rewriter = OnnxRewriter.builder();
    if (fold) {
      rewriter.optFoldBatchNorm();
    }
    if (half) {
      rewriter.optHalfWeights();
    }
    return rewriter.build();
  }

  private void print(
      ModelProto model, OnnxClassifier classifier, int bytes, ModelDifference difference) {
    PrintWriter terminal = StandardStream.besides(out, spec.commandLine());
    terminal.printf(
        Locale.ROOT,
        "%s: %,d bytes, %d nodes, opset %d%n",
        out,
        bytes,
        model.getGraph().getNodeCount(),
        model.getOpsetImport(0).getVersion());
    terminal.printf(
        Locale.ROOT,
        "input    [batch, %d]: raw pixels of %s images, channels first, from 0 to %s%n",
        classifier.format().pixels(),
        classifier.format().size(),
        Double.toString(classifier.format().maximum()));
    terminal.printf(
        Locale.ROOT, "output   [batch, %d]: probabilities%n", classifier.labels().size());
    terminal.println(difference);
  }
}
