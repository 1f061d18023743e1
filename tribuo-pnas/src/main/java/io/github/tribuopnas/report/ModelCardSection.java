package io.github.tribuopnas.report;

import io.github.tribuopnas.picture.Markup;

/** The model card on the page. */
final class ModelCardSection {

  private ModelCardSection() {}

  static void write(Markup page, ModelCard card) {
    page.open("section", "aria-labelledby", "card");
    page.element("h2", "Model card", "id", "card");
    page.open("div", "class", "grid");
    for (ModelCard.Section section : card.sections()) {
      page.open("div", "class", "card").element("h3", section.heading());
      if (!section.facts().isEmpty()) {
        page.open("table", "class", "pairs");
        section
            .facts()
            .forEach(
                (name, value) ->
                    page.open("tr")
                        .element("th", name, "scope", "row")
                        .element("td", value)
                        .close("tr"));
        page.close("table");
      }
      section.paragraphs().forEach(paragraph -> page.element("p", paragraph));
      page.close("div");
    }
    page.close("div").close("section");
  }
}
