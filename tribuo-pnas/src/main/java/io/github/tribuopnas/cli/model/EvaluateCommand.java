package io.github.tribuopnas.cli.model;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.tribuopnas.cli.progress.Printable;
import io.github.tribuopnas.cli.progress.UnreadableImages;
import io.github.tribuopnas.cli.run.MetricLines;
import io.github.tribuopnas.cli.run.RunFiles;
import io.github.tribuopnas.evaluation.ClassMetrics;
import io.github.tribuopnas.evaluation.Evaluation;
import io.github.tribuopnas.image.ImageDataset;
import io.github.tribuopnas.image.ImageSet;
import io.github.tribuopnas.image.ImageSourceProvenance;
import io.github.tribuopnas.image.PackedImages;
import io.github.tribuopnas.onnx.model.AtomicFiles;
import io.github.tribuopnas.report.Report;
import io.github.tribuopnas.serving.OnnxClassifier;
import io.github.tribuopnas.serving.ScoredImages;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code pnas evaluate}: how good a model is on labeled images. */
@Command(
    name = "evaluate",
    description =
        "Measure an exported model on labeled images: accuracy with its standard error, each class,"
            + " calibration, and the mistakes as a page.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  ./pnas evaluate runs/digits-20260101-120000",
      "  ./pnas evaluate winner.onnx --data photos --csv labels.csv --report mistakes.html"
    })
public final class EvaluateCommand implements Callable<Integer> {

  private static final int SHOWN_CONFUSIONS = 5;

  @Parameters(index = "0", paramLabel = "RUN_OR_MODEL", description = ModelFile.DESCRIPTION)
  private Path model;

  @Option(
      names = "--data",
      paramLabel = "PATH",
      description =
          "Labeled images: folders of pictures of any size, IDX, CIFAR or CSV files. Their test"
              + " images if there are some, else all. By default the built-in handwritten digits,"
              + " if the model reads those.")
  private @Nullable Path data;

  @Option(
      names = "--csv",
      paramLabel = "FILE",
      description = "Write a table of each image's labels and probabilities.")
  private @Nullable Path csv;

  @Option(
      names = "--report",
      paramLabel = "FILE.html",
      description = "Write a page with confusion matrix, reliability and pictures of mistakes.")
  private @Nullable Path report;

  @Option(names = "--json", description = "Print JSON.")
  private boolean json;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    try (OnnxClassifier classifier = new OnnxClassifier(ModelFile.onnx(model))) {
      ImageSet set =
          WinnerImages.of(data, classifier)
              .orElseThrow(
                  () ->
                      new IllegalArgumentException(
                          "the model does not read the built-in digits: name images with --data"));
      UnreadableImages.print(set, spec.commandLine().getErr());
      ImageDataset evaluated = set.test().orElse(set.train());
      if (!isSplit(set) && wasTrainedOn(evaluated, classifier)) {
        spec.commandLine()
            .getErr()
            .println(
                "pnas: warning: the model was trained on these images or some of them, so that it"
                    + " does better on them than on others; its report has its figures on test"
                    + " images");
      }
      PackedImages images = evaluated.images();
      ScoredImages scored = ScoredImages.of(classifier, images);
      String name = set.test().isPresent() ? "test" : set.name();
      if (csv != null) {
        write(csv, scored, images, classifier.labels());
      }
      Evaluation evaluation =
          report == null ? scored.evaluation(name, 0) : scored.illustrated(name);
      if (report != null) {
        write(report, evaluation, set.name());
      }
      PrintWriter out = spec.commandLine().getOut();
      if (json) {
        out.println(json(evaluation));
      } else {
        print(evaluation, out);
      }
      out.flush();
      return 0;
    }
  }

  /**
   * Tells whether the test images are those of a split of one source, which none were trained on.
   */
  private static boolean isSplit(ImageSet set) {
    return set.test()
        .filter(test -> sha256(test).isPresent() && sha256(test).equals(sha256(set.train())))
        .isPresent();
  }

  private static boolean wasTrainedOn(ImageDataset images, OnnxClassifier classifier) {
    return sha256(images).filter(classifier::wasTrainedOn).isPresent();
  }

  private static Optional<String> sha256(ImageDataset images) {
    return images.getSourceProvenance() instanceof ImageSourceProvenance source
        ? Optional.of(source.sha256())
        : Optional.empty();
  }

  private static void write(
      Path file, ScoredImages scored, PackedImages images, List<String> labels) throws IOException {
    RunFiles.refuse(file);
    AtomicFiles.write(
        file,
        out -> {
          ProbabilityTable table =
              new ProbabilityTable(
                  out, List.of("image", "actual", "predicted", "probability"), labels);
          for (int i = 0; i < images.size(); i++) {
            float[] probabilities = scored.probabilities(i);
            int predicted = scored.predicted(i);
            table.add(
                List.of(
                    images.name(i),
                    labels.get(scored.actual(i)),
                    labels.get(predicted),
                    probabilities[predicted]),
                probabilities);
          }
          table.flush();
        });
  }

  private void write(Path file, Evaluation evaluation, String name) throws IOException {
    RunFiles.refuse(file);
    String html =
        Report.builder()
            .setTitle(model.getFileName() + " on " + name)
            .optEvaluation(evaluation)
            .build()
            .html();
    AtomicFiles.write(file, html.getBytes(StandardCharsets.UTF_8));
  }

  private static String json(Evaluation evaluation) throws JsonProcessingException {
    Map<String, Object> result = new LinkedHashMap<>();
    result.put("images", evaluation.images());
    result.put("metrics", evaluation.metrics());
    result.put("classes", evaluation.classes());
    result.put("counts", evaluation.counts());
    result.put("reliability", evaluation.reliability());
    return new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(result);
  }

  /** Of a class without images, nothing was measured. */
  private static String measured(ClassMetrics of, double value) {
    return of.images() == 0 ? "-" : String.format(Locale.ROOT, "%.4f", value);
  }

  private static void print(Evaluation evaluation, PrintWriter out) {
    MetricLines.print(out, "", evaluation.metrics());
    out.println();
    out.printf(
        Locale.ROOT, "%8s  %-9s  %-9s  %-6s  %s%n", "images", "recall", "precision", "F1", "class");
    for (ClassMetrics of : evaluation.classes()) {
      out.printf(
          Locale.ROOT,
          "%,8d  %-9s  %-9s  %-6s  %s%n",
          of.images(),
          measured(of, of.recall()),
          measured(of, of.precision()),
          measured(of, of.f1()),
          Printable.line(of.label()));
    }
    List<Evaluation.Confusion> confusions = evaluation.confusions();
    if (!confusions.isEmpty()) {
      out.println();
    }
    for (Evaluation.Confusion confusion :
        confusions.subList(0, Math.min(SHOWN_CONFUSIONS, confusions.size()))) {
      out.printf(
          Locale.ROOT,
          "%,8d  %s taken for %s%n",
          confusion.images(),
          Printable.line(evaluation.labels().get(confusion.actual())),
          Printable.line(evaluation.labels().get(confusion.predicted())));
    }
  }
}
