package io.github.tribuopnas.report;

import io.github.tribuopnas.picture.Html;
import io.github.tribuopnas.report.Shares.Share;
import java.util.List;
import java.util.Locale;

/** Shares as pairs of bars: among the best above, among all below. */
final class ShareChart {

  private static final int WIDTH = 460;
  private static final int NAMES = 176;
  private static final int NUMBERS = 52;
  private static final int ROW = 38;
  private static final int BAR = 12;

  private ShareChart() {}

  static String svg(List<Share> shares, String title) {
    double most =
        shares.stream().mapToDouble(share -> Math.max(share.all(), share.best())).max().orElse(1);
    double unit = (WIDTH - NAMES - NUMBERS) / Math.max(most, 1e-9);
    Html svg = new Html();
    svg.open(
            "svg",
            "class",
            "plot",
            "viewBox",
            "0 0 " + WIDTH + " " + (shares.size() * ROW + 4),
            "role",
            "img",
            "aria-label",
            title + ", among the best cells and among all")
        .open("g", "aria-hidden", "true");
    for (int i = 0; i < shares.size(); i++) {
      Share share = shares.get(i);
      int top = 4 + i * ROW;
      svg.element("text", share.name(), "class", "name end", "x", NAMES - 10, "y", top + 17);
      bar(svg, top, share.best() * unit, "best", share.name() + ", best cells", share.best());
      bar(svg, top + BAR + 2, share.all() * unit, "all", share.name() + ", all cells", share.all());
    }
    return svg.close("g").close("svg").toString();
  }

  private static void bar(Html svg, int y, double width, String kind, String name, double share) {
    String percent = String.format(Locale.ROOT, "%.0f %%", 100 * share);
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
