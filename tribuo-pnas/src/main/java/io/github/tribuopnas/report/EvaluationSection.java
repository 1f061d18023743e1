package io.github.tribuopnas.report;

import io.github.tribuopnas.evaluation.CrossedEvaluation;
import io.github.tribuopnas.evaluation.Evaluation;
import io.github.tribuopnas.evaluation.Evaluation.Confusion;
import io.github.tribuopnas.evaluation.EvaluationMetrics;
import io.github.tribuopnas.evaluation.LabeledPicture;
import io.github.tribuopnas.picture.Markup;
import java.util.List;
import java.util.Locale;

/** How the model does on images it has not seen, and which classes it confuses. */
final class EvaluationSection {

  /** With more classes than this, the most frequent confusions are listed in place of a matrix. */
  private static final int LARGEST_MATRIX = 24;

  private static final int PAIRS = 12;

  private EvaluationSection() {}

  static void write(Markup page, Evaluation evaluation) {
    EvaluationMetrics metrics = evaluation.metrics();
    page.open("section", "aria-labelledby", "model");
    page.element("h2", "How good the model is", "id", "model");
    page.element(
        "p",
        String.format(
            Locale.ROOT,
            "%,d %s images, %s of them labeled correctly. After ± stands one standard error.",
            metrics.images(),
            evaluation.images(),
            Numbers.percent(metrics.accuracy(), metrics.accuracyError())),
        "class",
        "note");
    if (evaluation.images().equals(CrossedEvaluation.NAME)) {
      page.element(
          "p",
          "Each of them was labeled by a network like the model's that was trained without it.",
          "class",
          "note");
    }
    page.open("div", "class", "grid");
    ClassTable.write(page, evaluation.classes());
    if (evaluation.labels().size() <= LARGEST_MATRIX) {
      matrix(page, evaluation);
    }
    pairs(page, evaluation);
    if (!evaluation.reliability().isEmpty()) {
      ReliabilityChart.write(page, evaluation);
    }
    page.close("div");
    if (!evaluation.mistakes().isEmpty()) {
      gallery(page, evaluation.mistakes());
    }
    ExplanationGallery.write(page, evaluation.explanations());
    page.close("section");
  }

  private static void matrix(Markup page, Evaluation evaluation) {
    List<String> labels = evaluation.labels();
    page.open("figure", "class", "card").open("figcaption");
    page.element("h3", "Confusion matrix");
    page.element("p", "Rows are the true classes, columns the labels given.");
    page.close("figcaption").open("div", "class", "scroll");
    page.open("table", "class", "confusion", "style", "--classes:" + labels.size())
        .open("thead")
        .open("tr")
        .element("td", "");
    labels.forEach(label -> label(page, label, "col"));
    page.close("tr").close("thead").open("tbody");
    for (int actual = 0; actual < labels.size(); actual++) {
      List<Integer> row = evaluation.counts().get(actual);
      int sum = row.stream().mapToInt(Integer::intValue).sum();
      page.open("tr");
      label(page, labels.get(actual), "row");
      for (int predicted = 0; predicted < labels.size(); predicted++) {
        int count = row.get(predicted);
        double fraction = sum == 0 ? 0 : (double) count / sum;
        page.element(
            "td",
            count == 0 ? "" : Integer.toString(count),
            "class",
            predicted == actual ? "right" : "wrong",
            "style",
            // Mistakes are few: the root lets one in a hundred be seen.
            String.format(Locale.ROOT, "--fraction:%.3f", Math.sqrt(fraction)));
      }
      page.close("tr");
    }
    page.close("tbody").close("table").close("div").close("figure");
  }

  private static void label(Markup page, String label, String scope) {
    page.open("th", "scope", scope, "title", label).element("bdi", label).close("th");
  }

  private static void pairs(Markup page, Evaluation evaluation) {
    List<Confusion> confusions = evaluation.confusions();
    page.open("div", "class", "card").element("h3", "Most frequent mix-ups");
    if (confusions.isEmpty()) {
      page.element("p", "None: every image was labeled correctly.");
    } else {
      page.open("div", "class", "scroll").open("table").open("thead").open("tr");
      page.element("th", "Class", "scope", "col").element("th", "Taken for", "scope", "col");
      page.element("th", "Images", "scope", "col", "class", "number");
      page.element("th", "Of the class", "scope", "col", "class", "number");
      page.close("tr").close("thead").open("tbody");
      for (Confusion confusion : confusions.stream().limit(PAIRS).toList()) {
        List<Integer> row = evaluation.counts().get(confusion.actual());
        double sum = row.stream().mapToInt(Integer::intValue).sum();
        page.open("tr");
        cell(page, evaluation.labels().get(confusion.actual()));
        cell(page, evaluation.labels().get(confusion.predicted()));
        page.element("td", Integer.toString(confusion.images()), "class", "number");
        page.element("td", Numbers.percent(confusion.images() / sum), "class", "number");
        page.close("tr");
      }
      page.close("tbody").close("table").close("div");
    }
    page.close("div");
  }

  private static void cell(Markup page, String label) {
    page.open("td").element("bdi", label).close("td");
  }

  private static void gallery(Markup page, List<LabeledPicture> mistakes) {
    page.open("div", "class", "card").element("h3", "Mistakes, the most confident first");
    page.open("ul", "class", "gallery");
    for (LabeledPicture mistake : mistakes) {
      String meant = mistake.actual() + " taken for " + mistake.predicted();
      page.open("li").open("figure");
      page.empty(
          "img",
          "src",
          "data:image/png;base64," + mistake.png(),
          "alt",
          "An image of " + meant,
          "loading",
          "lazy");
      page.open("figcaption").element("bdi", mistake.actual(), "class", "actual");
      page.text(" → ").element("bdi", mistake.predicted(), "class", "given");
      page.element("span", Numbers.percent(mistake.probability()), "class", "sure");
      page.close("figcaption").close("figure").close("li");
    }
    page.close("ul").close("div");
  }
}
