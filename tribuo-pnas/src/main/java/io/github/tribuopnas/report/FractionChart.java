package io.github.tribuopnas.report;

import io.github.tribuopnas.picture.Markup;
import io.github.tribuopnas.report.ChoiceFractions.Choice;
import java.util.List;
import java.util.Locale;

/** Fractions as pairs of bars: among the best above, among all below. */
final class FractionChart {

  private static final int WIDTH = 460;
  private static final int NAMES = 176;
  private static final int NUMBERS = 52;
  private static final int ROW = 38;
  private static final int BAR = 12;

  private FractionChart() {}

  static String svg(List<Choice> choices, String title) {
    double most =
        choices.stream()
            .mapToDouble(choice -> Math.max(choice.all(), choice.best()))
            .max()
            .orElse(1);
    double unit = (WIDTH - NAMES - NUMBERS) / Math.max(most, 1e-9);
    Markup svg = new Markup();
    svg.open(
            "svg",
            "class",
            "plot",
            "viewBox",
            "0 0 " + WIDTH + " " + (choices.size() * ROW + 4),
            "role",
            "img",
            "aria-label",
            title + ", among the best cells and among all")
        .open("g", "aria-hidden", "true");
    for (int i = 0; i < choices.size(); i++) {
      Choice choice = choices.get(i);
      int top = 4 + i * ROW;
      svg.element("text", choice.name(), "class", "name end", "x", NAMES - 10, "y", top + 17);
      bar(svg, top, choice.best() * unit, "best", choice.name() + ", best cells", choice.best());
      bar(
          svg,
          top + BAR + 2,
          choice.all() * unit,
          "all",
          choice.name() + ", all cells",
          choice.all());
    }
    return svg.close("g").close("svg").toString();
  }

  private static void bar(
      Markup svg, int y, double width, String kind, String name, double fraction) {
    String percent = String.format(Locale.ROOT, "%.0f %%", 100 * fraction);
    svg.open(
            "rect",
            "class",
            "bar " + kind,
            "x",
            NAMES,
            "y",
            y,
            "width",
            String.format(Locale.ROOT, "%.1f", Math.max(width, 1)),
            "height",
            BAR,
            "rx",
            2,
            "data-tip",
            name + ": " + percent)
        .element("title", name + ": " + percent)
        .close("rect");
    svg.element(
        "text",
        percent,
        "class",
        "tick " + kind,
        "x",
        String.format(Locale.ROOT, "%.1f", NAMES + width + 6),
        "y",
        y + BAR - 2);
  }
}
