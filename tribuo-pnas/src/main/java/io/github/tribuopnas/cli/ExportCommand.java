package io.github.tribuopnas.cli;

import ai.onnx.proto.OnnxMl.ModelProto;
import io.github.tribuopnas.onnx.check.OnnxModelReader;
import io.github.tribuopnas.onnx.model.AtomicFiles;
import io.github.tribuopnas.onnx.rewrite.OnnxRewriter;
import io.github.tribuopnas.serving.OnnxClassifier;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code pnas export}: the winner of a run as an ONNX file, folded or halved on request. */
@Command(
    name = "export",
    description = "Write the winner of a run as an ONNX file.",
    footerHeading = "%nExample:%n",
    footer = "  ./pnas export runs/digits-20260101-120000 -o small.onnx --fold --half")
final class ExportCommand implements Callable<Integer> {

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
  private Path out;

  @Option(
      names = "--fold",
      description = "Fold batch normalisation into the convolutions: fewer steps, faster.")
  private boolean fold;

  @Option(names = "--half", description = "Keep the weights in half precision: half the size.")
  private boolean half;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    byte[] original = ModelFile.onnx(source);
    try (OnnxClassifier before = new OnnxClassifier(original)) {
      ModelProto model = rewriter().rewrite(OnnxModelReader.builder().build().read(original));
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
    PrintWriter terminal = spec.commandLine().getOut();
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
