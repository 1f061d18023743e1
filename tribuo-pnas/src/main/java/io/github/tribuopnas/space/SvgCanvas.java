package io.github.tribuopnas.space;

import java.util.Locale;

/**
 * Collects the elements of an SVG picture, lines below shapes. Coordinates are whole pixels from
 * the top left; a kind is the CSS class that gives an element its colour.
 */
final class SvgCanvas {

  /** From the middle of a line of text down to its base line. */
  private static final int TEXT_BASE = 5;

  private final StringBuilder lines = new StringBuilder();
  private final StringBuilder shapes = new StringBuilder();

  /** Draws a rectangle around a middle. */
  void box(int x, int y, int width, int height, String kind) {
    add(
        shapes,
        "<rect class=\"shape %s\" x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" rx=\"5\"/>\n",
        kind,
        x - width / 2,
        y - height / 2,
        width,
        height);
  }

  /** Draws a circle around a middle. */
  void circle(int x, int y, int radius, String kind) {
    add(shapes, "<circle class=\"shape %s\" cx=\"%d\" cy=\"%d\" r=\"%d\"/>\n", kind, x, y, radius);
  }

  /** Writes text whose middle is at a height; its kind says what of it is at {@code x}. */
  void text(int x, int y, String text, String kind) {
    add(
        shapes,
        "<text class=\"%s\" x=\"%d\" y=\"%d\">%s</text>\n",
        kind,
        x,
        y + TEXT_BASE,
        escaped(text));
  }

  /** Draws a straight line. */
  void line(int fromX, int fromY, int toX, int toY, String kind) {
    add(lines, "<path class=\"%s\" d=\"M%d %dL%d %d\"/>\n", kind, fromX, fromY, toX, toY);
  }

  /** Draws a line that swings to another column up to {@code turn} and goes straight from there. */
  void swing(int fromX, int fromY, int toX, int turn, int toY, String kind) {
    int half = (fromY + turn) / 2;
    add(
        lines,
        "<path class=\"%s\" d=\"M%d %dC%d %d %d %d %d %dL%d %d\"/>\n",
        kind,
        fromX,
        fromY,
        fromX,
        half,
        toX,
        half,
        toX,
        turn,
        toX,
        toY);
  }

  /** Returns the whole picture. */
  String svg(int width, int height, String title, String style) {
    StringBuilder svg = new StringBuilder();
    add(
        svg,
        "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"pnas-cell\" role=\"img\""
            + " width=\"%d\" height=\"%d\" viewBox=\"0 0 %d %d\">\n",
        width,
        height,
        width,
        height);
    add(svg, "<title>%s</title>\n<style>\n%s</style>\n", escaped(title), style);
    add(svg, "<rect class=\"paper\" width=\"%d\" height=\"%d\" rx=\"8\"/>\n", width, height);
    return svg.append(lines).append(shapes).append("</svg>\n").toString();
  }

  private static void add(StringBuilder target, String format, Object... parts) {
    target.append(String.format(Locale.ROOT, format, parts));
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
