package io.github.tribuopnas.report;

import java.util.Locale;

/** The mark of a level: a shape of its own, so that levels are told apart without their colours. */
enum Marker {
  CIRCLE("m-4 0a4 4 0 1 0 8 0a4 4 0 1 0 -8 0z"),
  SQUARE("m-3.5 -3.5h7v7h-7z"),
  TRIANGLE("m0 -4.6l4.4 7.8h-8.8z"),
  DIAMOND("m0 -4.9l4.9 4.9l-4.9 4.9l-4.9 -4.9z"),
  NABLA("m0 4.6l4.4 -7.8h-8.8z");

  private final String path;

  Marker(String path) {
    this.path = path;
  }

  /** Returns the mark of a level, from 1. */
  static Marker of(int level) {
    return values()[(level - 1) % values().length];
  }

  /** Returns the CSS class that gives a level its colour. */
  static String colour(int level) {
    return "level" + ((level - 1) % values().length + 1);
  }

  /** Returns the outline around a point. */
  String at(double x, double y) {
    return String.format(Locale.ROOT, "M%.1f %.1f%s", x, y, path);
  }
}
