package io.github.tribuopnas.report;

import io.github.tribuopnas.picture.Markup;
import java.util.List;

/** A chart on a page: its title, a note, the picture and, folded up, its numbers as a table. */
final class Figure {

  private final Markup page;

  /** Opens a figure; {@link #close} ends it. */
  Figure(Markup page, String title, String note, String svg) {
    this.page = page;
    page.open("figure", "class", "card").open("figcaption").element("h3", title);
    page.element("p", note).close("figcaption").trusted(svg);
  }

  /** Adds the numbers that it shows. */
  Figure numbers(List<String> names, List<List<String>> rows) {
    page.open("details").element("summary", "The numbers").open("div", "class", "scroll");
    table(page, names, rows);
    page.close("div").close("details");
    return this;
  }

  /** Writes a table of texts under their names. */
  static void table(Markup page, List<String> names, List<List<String>> rows) {
    page.open("table").open("thead").open("tr");
    names.forEach(name -> page.element("th", name, "scope", "col"));
    page.close("tr").close("thead").open("tbody");
    for (List<String> row : rows) {
      page.open("tr");
      row.forEach(value -> page.element("td", value));
      page.close("tr");
    }
    page.close("tbody").close("table");
  }

  void close() {
    page.close("figure");
  }
}
