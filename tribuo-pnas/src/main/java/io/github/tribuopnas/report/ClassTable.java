package io.github.tribuopnas.report;

import io.github.tribuopnas.evaluation.ClassMetrics;
import io.github.tribuopnas.picture.Markup;
import java.util.List;

/** Precision and recall of each class. */
final class ClassTable {

  private static final String NUMBER = "number";

  private ClassTable() {}

  static void write(Markup page, List<ClassMetrics> classes) {
    page.open("div", "class", "card").element("h3", "Classes");
    page.element(
        "p",
        "Recall: the fraction of the class that is found. Precision: the fraction of the images"
            + " given this label that belong to the class.");
    page.open("div", "class", "scroll tall").open("table").open("thead").open("tr");
    page.element("th", "Class", "scope", "col");
    for (String name : List.of("Images", "Recall", "Precision", "F1")) {
      page.element("th", name, "scope", "col", "class", NUMBER);
    }
    page.close("tr").close("thead").open("tbody");
    for (ClassMetrics of : classes) {
      page.open("tr").open("th", "scope", "row").element("bdi", of.label()).close("th");
      page.element("td", Numbers.count(of.images()), "class", NUMBER);
      page.element(
          "td", Numbers.percent(of.images() > 0 ? of.recall() : Double.NaN), "class", NUMBER);
      page.element("td", Numbers.percent(of.precision()), "class", NUMBER);
      page.element("td", Numbers.percent(of.f1()), "class", NUMBER);
      page.close("tr");
    }
    page.close("tbody").close("table").close("div").close("div");
  }
}
