package io.github.tribuopnas.report;

import io.github.tribuopnas.picture.Axis;
import io.github.tribuopnas.picture.Marker;
import io.github.tribuopnas.picture.Markup;
import java.util.List;
import java.util.Locale;

/** A chart of two axes as an SVG picture. Coordinates are those of the data. */
final class Plot {

  private static final int WIDTH = 460;
  private static final int HEIGHT = 300;
  private static final int LEFT = 56;
  private static final int RIGHT = 26;
  private static final int TOP = 12;
  private static final int BOTTOM = 44;

  /**
   * A point in the coordinates of the data.
   *
   * @param x its place on the horizontal axis
   * @param y its place on the vertical axis
   */
  record Point(double x, double y) {}

  private final Axis horizontal;
  private final Axis vertical;
  private final Markup lines = new Markup();
  private final Markup faint = new Markup();
  private final Markup marks = new Markup();

  Plot(Axis horizontal, Axis vertical) {
    this.horizontal = horizontal;
    this.vertical = vertical;
  }

  /** Draws a mark with the color and shape of a level; the tooltip is shown on hover. */
  Plot mark(Point point, int level, String tip) {
    return mark(marks, point, level, "mark " + Marker.color(level), tip);
  }

  /** Draws a mark that does not stand out, behind all others. */
  Plot faint(Point point, int level, String tip) {
    return mark(faint, point, level, "mark faint " + Marker.color(level), tip);
  }

  private Plot mark(Markup layer, Point point, int level, String look, String tip) {
    layer
        .open(
            "path",
            "class",
            look,
            "d",
            Marker.of(level).at(x(point.x()), y(point.y())),
            "data-tip",
            tip)
        .element("title", tip)
        .close("path");
    return this;
  }

  /** Draws a line through points. */
  Plot line(List<Point> points, String kind) {
    StringBuilder path = new StringBuilder();
    for (Point point : points) {
      path.append(path.length() == 0 ? "M" : "L").append(coordinates(point));
    }
    return path(path, kind);
  }

  /** Draws a line with the color of a level; the tooltip is shown on hover. */
  Plot curve(List<Point> points, int level, String kind, String tip) {
    StringBuilder path = new StringBuilder();
    for (Point point : points) {
      path.append(path.length() == 0 ? "M" : "L").append(coordinates(point));
    }
    String look = ("line curve " + Marker.color(level) + " " + kind).strip();
    lines.open("path", "class", look, "d", path, "data-tip", tip).element("title", tip);
    lines.close("path");
    return this;
  }

  /** Draws a line that keeps the height of each point up to the next. */
  Plot steps(List<Point> points, String kind) {
    StringBuilder path = new StringBuilder();
    for (Point point : points) {
      path.append(
          path.length() == 0
              ? "M" + coordinates(point)
              : String.format(Locale.ROOT, "H%.1fV%.1f", x(point.x()), y(point.y())));
    }
    return path(path, kind);
  }

  private Plot path(StringBuilder path, String kind) {
    if (path.length() > 0) {
      lines.empty("path", "class", "line " + kind, "d", path);
    }
    return this;
  }

  /** Returns the picture; its description is for those who cannot see it. */
  String svg(String title, String description) {
    Markup svg = new Markup();
    svg.open(
            "svg",
            "class",
            "plot",
            "viewBox",
            "0 0 " + WIDTH + " " + HEIGHT,
            "role",
            "img",
            "aria-label",
            title + ". " + description)
        .open("g", "aria-hidden", "true");
    for (double tick : horizontal.scale().ticks()) {
      double x = x(tick);
      svg.empty("path", "class", "grid", "d", segment(x, TOP, x, HEIGHT - BOTTOM));
      text(svg, x, HEIGHT - BOTTOM + 16, horizontal.text().apply(tick), "tick middle");
    }
    for (double tick : vertical.scale().ticks()) {
      double y = y(tick);
      svg.empty("path", "class", "grid", "d", segment(LEFT, y, WIDTH - RIGHT, y));
      text(svg, LEFT - 7, y + 4, vertical.text().apply(tick), "tick end");
    }
    text(svg, (LEFT + WIDTH - RIGHT) / 2.0, HEIGHT - 8, horizontal.name(), "axis middle");
    svg.open("g", "transform", "translate(12 " + (TOP + HEIGHT - BOTTOM) / 2 + ") rotate(-90)");
    text(svg, 0, 0, vertical.name(), "axis middle");
    svg.close("g");
    return svg.trusted(lines.toString())
        .trusted(faint.toString())
        .trusted(marks.toString())
        .close("g")
        .close("svg")
        .toString();
  }

  private static void text(Markup svg, double x, double y, String text, String kind) {
    svg.element("text", text, "class", kind, "x", Markup.coordinate(x), "y", Markup.coordinate(y));
  }

  private String coordinates(Point point) {
    return Markup.coordinate(x(point.x())) + " " + Markup.coordinate(y(point.y()));
  }

  private static String segment(double x1, double y1, double x2, double y2) {
    return String.format(Locale.ROOT, "M%.1f %.1fL%.1f %.1f", x1, y1, x2, y2);
  }

  private double x(double value) {
    return LEFT + horizontal.scale().at(value) * (WIDTH - LEFT - RIGHT);
  }

  private double y(double value) {
    return HEIGHT - BOTTOM - vertical.scale().at(value) * (HEIGHT - TOP - BOTTOM);
  }
}
