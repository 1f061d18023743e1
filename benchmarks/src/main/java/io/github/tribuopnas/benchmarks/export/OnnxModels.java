package io.github.tribuopnas.benchmarks.export;

import ai.onnx.proto.OnnxMl.ModelProto;
import io.github.tribuopnas.onnx.check.InvalidModelException;
import io.github.tribuopnas.onnx.check.OnnxModelReader;
import io.github.tribuopnas.onnx.model.OnnxExportException;
import io.github.tribuopnas.onnx.quantize.CalibrationMethod;
import io.github.tribuopnas.onnx.quantize.ExampleBatch;
import io.github.tribuopnas.onnx.quantize.OnnxQuantizer;
import io.github.tribuopnas.onnx.rewrite.OnnxRewriter;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * {@code benchmarks/run onnx-models}: the reader, the rewriter and the quantizer on foreign files.
 */
@Command(
    name = "onnx-models",
    description =
        "Reads, runs, folds, halves and quantizes the test models of the ONNX project (folders with"
            + " a model.onnx and a test_data_set_0), and counts what agrees.",
    mixinStandardHelpOptions = true)
@SuppressWarnings("NullAway.Init") // picocli sets options that are required or have a default.
public final class OnnxModels implements Callable<Integer> {
  private static final double FOLDED = 1e-5;
  private static final double HALVED = 1e-2;
  private static final double QUANTIZED = 1e-1;

  @Option(
      names = "--folder",
      required = true,
      paramLabel = "DIR",
      description = "Where the models are, at any depth.")
  private Path folder;

  @Option(names = "--list", description = "Print every model that does not agree, and why.")
  private boolean list;

  @Spec private CommandSpec spec;

  private final Map<String, Integer> counts = new TreeMap<>();

  /** Made by the command line. */
  public OnnxModels() {}

  @Override
  public Integer call() throws IOException {
    List<Path> files;
    try (Stream<Path> all = Files.walk(folder)) {
      files = all.filter(f -> f.getFileName().toString().equals("model.onnx")).sorted().toList();
    }
    files.forEach(this::examine);
    PrintWriter out = spec.commandLine().getOut();
    out.println("models                " + files.size());
    counts.forEach((what, count) -> out.printf("%-21s %d%n", what, count));
    return counts.keySet().stream().anyMatch(OnnxModels::isFault) ? 1 : 0;
  }

  private static boolean isFault(String what) {
    return what.endsWith("DISAGREES") || what.endsWith("FAILED");
  }

  private void count(String what, Path file, String why) {
    counts.merge(what, 1, Integer::sum);
    if (list && !why.isEmpty()) {
      spec.commandLine()
          .getOut()
          .println(what + ": " + file.resolveSibling("").getFileName() + ": " + why);
    }
  }

  private void examine(Path file) {
    ModelProto model;
    try {
      model = OnnxModelReader.builder().build().read(file);
      count("1 read", file, "");
    } catch (InvalidModelException e) {
      count("1 refused", file, String.valueOf(e.getMessage()));
      return;
    } catch (IOException e) {
      count("1 unreadable", file, String.valueOf(e.getMessage()));
      return;
    }
    try {
      TestRun run = TestRun.of(model, file.resolveSibling("test_data_set_0"));
      count("2 run", file, "");
      ModelProto weighted = run.withWeights(model);
      compare(run.of(weighted), weighted, file);
    } catch (IOException | OnnxExportException | UnsupportedOperationException e) {
      count("2 not run", file, String.valueOf(e.getMessage()));
    } catch (RuntimeException e) {
      // One model must not hide what becomes of the others.
      count("6 FAILED", file, e.toString());
    }
  }

  private void compare(TestRun run, ModelProto model, Path file) throws IOException {
    ModelProto folded = OnnxRewriter.builder().optFoldBatchNorm().build().rewrite(model);
    judge("3 folded", run, folded, FOLDED, file);
    ModelProto halved = OnnxRewriter.builder().optHalfWeights().build().rewrite(model);
    judge("4 halved", run, halved, HALVED, file);
    try {
      Optional<ExampleBatch> examples = run.calibration();
      if (examples.isEmpty()) {
        count("5 not quantizable", file, "");
        return;
      }
      ModelProto quantized =
          OnnxQuantizer.builder()
              .setCalibration(List.of(examples.get()))
              .optMethod(CalibrationMethod.MIN_MAX)
              .optMaxLoss(1)
              .build()
              .quantize(model)
              .model();
      judge("5 quantized", run, quantized, QUANTIZED, file);
    } catch (IllegalArgumentException | OnnxExportException e) {
      count("5 not quantizable", file, String.valueOf(e.getMessage()));
    }
  }

  private void judge(String what, TestRun run, ModelProto model, double tolerance, Path file) {
    double difference = run.difference(model);
    if (difference <= tolerance) {
      count(what + " agrees", file, "");
    } else {
      count(what + " DISAGREES", file, Double.toString(difference));
    }
  }
}
