package io.github.tribuopnas.report;

import io.github.tribuopnas.picture.Markup;
import io.github.tribuopnas.search.Economy;
import io.github.tribuopnas.search.Economy.Part;
import io.github.tribuopnas.search.Economy.Use;
import java.util.Locale;

/** Where the processor time of the candidates went: a bar, and its numbers as a table. */
final class EconomySection {

  private static final int WIDTH = 640;
  private static final int HEIGHT = 28;
  private static final double LIGHTER = 0.2;

  private EconomySection() {}

  static void write(Markup page, Economy economy) {
    if (economy.seconds() == 0) {
      return;
    }
    page.open("section", "aria-labelledby", "economy");
    page.element("h2", "Where the time went", "id", "economy");
    page.open("div", "class", "card").element("p", "Of the candidates: " + economy.sentence());
    bar(page, economy);
    page.open("table", "class", "pairs");
    for (Part part : economy.parts()) {
      double fraction = part.seconds() / economy.seconds();
      page.open("tr").element("th", part.name(), "scope", "row");
      page.element(
          "td",
          String.format(Locale.ROOT, "%s, %.1f %%", Numbers.time(part.seconds()), 100 * fraction));
      page.close("tr");
    }
    page.close("table").close("div").close("section");
  }

  private static void bar(Markup page, Economy economy) {
    page.open(
        "svg",
        "class",
        "plot",
        "viewBox",
        "0 0 " + WIDTH + " " + HEIGHT,
        "role",
        "img",
        "aria-label",
        economy.sentence());
    double x = 0;
    int dropped = 0;
    for (Part part : economy.parts()) {
      double width = WIDTH * part.seconds() / economy.seconds();
      boolean isDropped = part.use() == Use.DROPPED;
      page.open(
              "rect",
              "class",
              isDropped ? "bar all" : "bar best",
              "x",
              String.format(Locale.ROOT, "%.1f", x),
              "y",
              0,
              "width",
              String.format(Locale.ROOT, "%.1f", width),
              "height",
              HEIGHT,
              "opacity",
              String.format(Locale.ROOT, "%.2f", 1 / (1 + LIGHTER * (isDropped ? dropped++ : 0))),
              "data-tip",
              part.name())
          .element("title", part.name())
          .close("rect");
      x += width;
    }
    page.close("svg");
  }
}
