package io.github.tribuopnas.report;

import io.github.tribuopnas.evaluation.Explanation;
import io.github.tribuopnas.evaluation.LabeledPicture;
import io.github.tribuopnas.picture.Markup;
import java.util.List;
import java.util.Locale;

/** Images beside a map of the parts that their labels depend on. */
final class ExplanationGallery {

  /** Smaller changes of a probability than this are no reason for a strong color. */
  private static final double LEAST_SCALE = 0.05;

  private ExplanationGallery() {}

  static void write(Markup page, List<Explanation> explanations) {
    if (explanations.isEmpty()) {
      return;
    }
    page.open("div", "class", "card").element("h3", "Why it decides this way");
    page.element(
        "p",
        "Orange: covering this part makes the label less probable, so the label depends on"
            + " it. Blue: covering it makes the label more probable.");
    page.open("ul", "class", "gallery why");
    for (Explanation explanation : explanations) {
      LabeledPicture image = explanation.image();
      boolean right = image.actual().equals(image.predicted());
      page.open("li").open("figure").open("div", "class", "pair");
      picture(page, image, "An image of " + image.actual());
      page.open("div", "class", "map");
      picture(page, image, "");
      map(page, explanation);
      page.close("div").close("div").open("figcaption");
      page.element("bdi", image.actual(), "class", "actual");
      if (!right) {
        page.text(" → ").element("bdi", image.predicted(), "class", "given");
      }
      page.element("span", Numbers.percent(image.probability()), "class", "sure");
      page.close("figcaption").close("figure").close("li");
    }
    page.close("ul").close("div");
  }

  private static void picture(Markup page, LabeledPicture image, String alt) {
    String source = "data:image/png;base64," + image.png();
    page.empty("img", "src", source, "alt", alt, "loading", "lazy");
  }

  private static void map(Markup page, Explanation explanation) {
    int columns = explanation.columns();
    List<Double> drops = explanation.drops();
    double most = drops.stream().mapToDouble(Math::abs).max().orElse(0);
    double scale = Math.max(LEAST_SCALE, most);
    page.open(
        "svg",
        "viewBox",
        "0 0 " + columns + " " + explanation.rows(),
        "preserveAspectRatio",
        "none",
        "role",
        "img",
        "aria-label",
        String.format(
            Locale.ROOT,
            "Covering a part changes the probability by up to %s",
            Numbers.percent(most)));
    for (int i = 0; i < drops.size(); i++) {
      page.empty(
          "rect",
          "class",
          drops.get(i) > 0 ? "for" : "against",
          "x",
          i % columns,
          "y",
          i / columns,
          "width",
          1,
          "height",
          1,
          "fill-opacity",
          String.format(Locale.ROOT, "%.2f", 0.8 * Math.abs(drops.get(i)) / scale));
    }
    page.close("svg");
  }
}
