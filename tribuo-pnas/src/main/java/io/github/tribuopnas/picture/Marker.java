package io.github.tribuopnas.picture;

import java.util.Locale;

/** The mark of a level: a shape of its own, so that levels are told apart without their colors. */
public enum Marker {
  /** A disc. */
  CIRCLE("m-4 0a4 4 0 1 0 8 0a4 4 0 1 0 -8 0z"),
  /** A square. */
  SQUARE("m-3.5 -3.5h7v7h-7z"),
  /** A triangle that points up. */
  TRIANGLE("m0 -4.6l4.4 7.8h-8.8z"),
  /** A square that stands on a corner. */
  DIAMOND("m0 -4.9l4.9 4.9l-4.9 4.9l-4.9 -4.9z"),
  /** A triangle that points down. */
  NABLA("m0 4.6l4.4 -7.8h-8.8z");

  private final String path;

  Marker(String path) {
    this.path = path;
  }

  /**
   * Returns the mark of a level.
   *
   * @param level from 1
   * @return its mark, which levels further on have again
   */
  public static Marker of(int level) {
    return values()[(level - 1) % values().length];
  }

  /**
   * Returns the CSS class that gives a level its color.
   *
   * @param level from 1
   * @return the class
   */
  public static String color(int level) {
    return "level" + ((level - 1) % values().length + 1);
  }

  /**
   * Returns the outline around a point.
   *
   * @param x the point's place from left to right, in pixels
   * @param y from top to bottom
   * @return the path, for the attribute {@code d}
   */
  public String at(double x, double y) {
    return String.format(Locale.ROOT, "M%.1f %.1f%s", x, y, path);
  }
}
