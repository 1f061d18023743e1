package io.github.tribuopnas.cli;

import io.github.tribuopnas.base.Counted;
import io.github.tribuopnas.cli.run.RunDescription;
import io.github.tribuopnas.evaluation.ClassMetrics;
import io.github.tribuopnas.evaluation.CrossedEvaluation;
import io.github.tribuopnas.evaluation.Evaluation;
import io.github.tribuopnas.evaluation.EvaluationMetrics;
import io.github.tribuopnas.image.ImageSet;
import io.github.tribuopnas.image.PackedImages;
import io.github.tribuopnas.report.ModelCard;
import io.github.tribuopnas.report.ModelCard.Section;
import io.github.tribuopnas.serving.OnnxClassifier;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Gathers the content of a new model's card.
 *
 * @param images the images that it was made of
 * @param evaluation how it does on the test images; null without any
 * @param run the run that made it
 */
record CardContents(ImageSet images, @Nullable Evaluation evaluation, RunDescription run) {

  /** With fewer images than this, the recall of a class is a guess. */
  private static final int FEW = 30;

  private static final int MOST_CLASSES = 50;

  /**
   * Writes the card.
   *
   * @param onnx the bytes of the model
   * @param cell the text form of its cell
   * @param parameters how many it has
   * @param notes what there is to say of its training, a sentence each
   * @return the card
   */
  ModelCard card(byte[] onnx, String cell, long parameters, List<String> notes) {
    try (OnnxClassifier classifier = new OnnxClassifier(onnx)) {
      return new ModelCard(
          "Model card: " + images.name(),
          List.of(
              new Section("Model", model(classifier, cell, parameters), List.of()),
              new Section("Data", data(), List.of()),
              results(),
              new Section("Limits", Map.of(), limits(classifier.labels().size())),
              new Section("Training", training(), notes),
              new Section("License", Map.of(), license())));
    }
  }

  private static Map<String, String> model(
      OnnxClassifier classifier, String cell, long parameters) {
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("File", "winner.onnx");
    facts.put("Answers", "the probability of each of " + classifier.labels().size() + " classes");
    facts.put("Input", classifier.format().size() + " (height, width, channels)");
    facts.put("Preprocessing", classifier.preprocessing().describe(classifier.format()));
    facts.put("Cell", cell);
    facts.put("Parameters", String.format(Locale.ROOT, "%,d", parameters));
    return facts;
  }

  private Map<String, String> data() {
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("Source", run.settings().getOrDefault("data", images.name()));
    facts.put("Training images", count(images.train().images()));
    facts.put(
        "Validation images",
        images
            .validation()
            .map(own -> count(own.images()))
            .orElse(
                run.settings().getOrDefault("validation", "some")
                    + " of the training images, by which networks were chosen"));
    facts.put(
        "Test images",
        images
            .test()
            .map(test -> count(test.images()) + ", on which no choice depended")
            .orElse(isCrossed() ? "none of their own: the training images are crossed" : "none"));
    facts.put("Test images taken by", "--test " + run.settings().getOrDefault("test", "0"));
    facts.put("Left out as unreadable", Integer.toString(images.unreadable().size()));
    return facts;
  }

  private static String count(PackedImages images) {
    int[] counts = images.classCounts();
    List<String> classes = new ArrayList<>();
    for (int c = 0; c < Math.min(MOST_CLASSES, counts.length); c++) {
      classes.add(images.classes().get(c) + " " + counts[c]);
    }
    return String.format(
        Locale.ROOT,
        "%,d (%s%s)",
        images.size(),
        String.join(", ", classes),
        counts.length > MOST_CLASSES ? ", ..." : "");
  }

  private boolean isCrossed() {
    return evaluation != null && evaluation.images().equals(CrossedEvaluation.NAME);
  }

  private Section results() {
    if (evaluation == null) {
      return new Section(
          "Results",
          Map.of(),
          List.of("Not measured: there were no test images, so nothing tells how good it is."));
    }
    EvaluationMetrics metrics = evaluation.metrics();
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("Accuracy", number(metrics.accuracy(), metrics.accuracyError()));
    facts.put(
        "Balanced accuracy", number(metrics.balancedAccuracy(), metrics.balancedAccuracyError()));
    facts.put("Macro F1", String.format(Locale.ROOT, "%.4f", metrics.macroF1()));
    optional("Negative log likelihood", metrics.logLoss(), facts);
    optional("Expected calibration error", metrics.expectedCalibrationError(), facts);
    evaluation.classes().stream()
        .limit(MOST_CLASSES)
        .forEach(of -> facts.put("Class " + of.label(), measured(of)));
    return new Section(
        "Results",
        facts,
        List.of(
            String.format(
                Locale.ROOT,
                isCrossed()
                    ? "On all %,d training images, each labeled by a network like the model's that"
                        + " was trained without it. The cell was chosen with these images, so"
                        + " that the results may be a little too good. After ± stands one"
                        + " standard error."
                    : "On %,d test images that it was not trained on. After ± stands one standard"
                        + " error.",
                metrics.images())));
  }

  /** Returns how a class does. */
  static String measured(ClassMetrics of) {
    return of.images() == 0
        ? "not measured, since none of the images is of it"
        : String.format(
            Locale.ROOT,
            "recall %.4f, precision %.4f, on %s",
            of.recall(),
            of.precision(),
            Counted.of(of.images(), "image"));
  }

  /** Returns what is to be said of classes that few images, or none, were of. */
  static Optional<String> rare(List<ClassMetrics> classes) {
    String few =
        classes.stream()
            .filter(of -> of.images() < FEW)
            .map(of -> of.label() + " (" + of.images() + ")")
            .limit(MOST_CLASSES)
            .collect(Collectors.joining(", "));
    return few.isEmpty()
        ? Optional.empty()
        : Optional.of("Few images tell of these classes: " + few + ".");
  }

  private static void optional(String name, @Nullable Double value, Map<String, String> facts) {
    if (value != null) {
      facts.put(name, String.format(Locale.ROOT, "%.4f", value));
    }
  }

  private static String number(double value, double error) {
    return String.format(Locale.ROOT, "%.4f ± %.4f", value, error);
  }

  private List<String> limits(int classes) {
    List<String> limits = new ArrayList<>();
    limits.add(
        "The results hold for images like those that it was measured on. Nothing was measured on"
            + " images of another camera, place or time, or of other people; there it may do"
            + " worse.");
    limits.add(
        "It gives every image one of its "
            + classes
            + " classes, an image of something else too, and may be sure of it.");
    if (evaluation != null) {
      rare(evaluation.classes()).ifPresent(limits::add);
      Optional<ClassMetrics> least =
          evaluation.classes().stream()
              .filter(of -> of.images() > 0)
              .min(Comparator.comparingDouble(ClassMetrics::recall));
      least.ifPresent(
          of ->
              limits.add(
                  String.format(
                      Locale.ROOT,
                      "It finds %s least: %.1f %% of its images.",
                      of.label(),
                      100 * of.recall())));
    }
    return limits;
  }

  private Map<String, String> training() {
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("Command", run.command());
    for (String name : List.of("seed", "balance", "metric")) {
      if (run.settings().containsKey(name)) {
        facts.put(
            name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1),
            run.settings().get(name));
      }
    }
    facts.putAll(run.versions());
    return facts;
  }

  private List<String> license() {
    List<String> lines = new ArrayList<>();
    lines.add(
        "The weights were learned from the training images alone, from random first weights;"
            + " whoever passes them on should look at the license of those images.");
    if (run.settings().getOrDefault("surrogate", "").contains("informed")) {
      lines.add(
          "Which networks were tried was also decided by the shipped table of earlier searches,"
              + " which is under the Apache License 2.0 as tribuo-pnas is.");
    }
    return lines;
  }
}
