package io.github.tribuopnas.benchmarks.charts;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.DoubleStream;

/**
 * A chart of lines over a common axis, as SVG. Every line has its own colour and its own mark, and
 * its name stands at its right end, so that it can be read without colours.
 */
public final class LineChart {

  private static final int WIDTH = 760;
  private static final int HEIGHT = 440;
  private static final int LEFT = 70;
  private static final int RIGHT = 150;
  private static final int TOP = 44;
  private static final int BOTTOM = 54;
  private static final int LINE_HEIGHT = 14;

  /** Okabe and Ito's colours, told apart by the colour-blind too. */
  private static final List<String> COLOURS =
      List.of(
          "#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9", "#555555", "#000000");

  private static final int MARKS = 4;

  /** Of a line; where there are more points, not all have one. */
  private static final int MOST_MARKS = 20;

  private final String title;
  private final String xTitle;
  private final String yTitle;
  private final List<Series> series;
  private final List<Reference> references;
  private final Axis x;
  private final Axis y;

  private record Series(String name, double[] x, double[] y) {}

  private record Reference(String name, double y) {}

  private record Label(String text, String colour, double at) {}

  private LineChart(Builder builder) {
    title = builder.title;
    xTitle = builder.xTitle;
    yTitle = builder.yTitle;
    series = List.copyOf(builder.series);
    references = List.copyOf(builder.references);
    x = Axis.around(series.stream().flatMap(s -> Arrays.stream(s.x()).boxed()).toList());
    List<Double> heights = new ArrayList<>();
    series.forEach(s -> Arrays.stream(s.y()).forEach(heights::add));
    references.forEach(reference -> heights.add(reference.y()));
    y = Axis.around(heights);
  }

  /**
   * Returns a builder.
   *
   * @return the builder, whose titles have yet to be set and which needs a series
   */
  public static Builder builder() {
    return new Builder();
  }

  private double left(double value) {
    return LEFT + x.share(value) * (WIDTH - LEFT - RIGHT);
  }

  private double top(double value) {
    return HEIGHT - BOTTOM - y.share(value) * (HEIGHT - TOP - BOTTOM);
  }

  /**
   * Draws the chart.
   *
   * @return an SVG document
   */
  public String svg() {
    StringBuilder svg = new StringBuilder();
    line(
        svg,
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" width=\"%d\" height=\"%d\""
            + " font-family=\"sans-serif\" font-size=\"12\" role=\"img\">",
        WIDTH,
        HEIGHT,
        WIDTH,
        HEIGHT);
    line(svg, "<title>%s</title>", escaped(title));
    line(svg, "<rect width=\"100%%\" height=\"100%%\" fill=\"white\"/>");
    line(svg, "<text x=\"%d\" y=\"24\" font-size=\"15\">%s</text>", LEFT, escaped(title));
    drawAxes(svg);
    List<Label> labels = new ArrayList<>();
    for (Reference reference : references) {
      line(
          svg,
          "<line x1=\"%d\" x2=\"%d\" y1=\"%.1f\" y2=\"%.1f\" stroke=\"#777\""
              + " stroke-dasharray=\"5 4\"/>",
          LEFT,
          WIDTH - RIGHT,
          top(reference.y()),
          top(reference.y()));
      labels.add(new Label(reference.name(), "#777", top(reference.y())));
    }
    for (int i = 0; i < series.size(); i++) {
      labels.add(drawSeries(svg, series.get(i), i));
    }
    drawLabels(svg, labels);
    line(svg, "</svg>");
    return svg.toString();
  }

  private void drawAxes(StringBuilder svg) {
    for (double tick : y.ticks()) {
      line(
          svg,
          "<line x1=\"%d\" x2=\"%d\" y1=\"%.1f\" y2=\"%.1f\" stroke=\"#e4e4e4\"/>",
          LEFT,
          WIDTH - RIGHT,
          top(tick),
          top(tick));
      line(
          svg,
          "<text x=\"%d\" y=\"%.1f\" text-anchor=\"end\">%s</text>",
          LEFT - 8,
          top(tick) + 4,
          y.text(tick));
    }
    for (double tick : x.ticks()) {
      line(
          svg,
          "<text x=\"%.1f\" y=\"%d\" text-anchor=\"middle\">%s</text>",
          left(tick),
          HEIGHT - BOTTOM + 18,
          x.text(tick));
    }
    line(
        svg,
        "<text x=\"%d\" y=\"%d\" text-anchor=\"middle\">%s</text>",
        (LEFT + WIDTH - RIGHT) / 2,
        HEIGHT - 14,
        escaped(xTitle));
    line(
        svg,
        "<text transform=\"translate(18 %d) rotate(-90)\" text-anchor=\"middle\">%s</text>",
        (TOP + HEIGHT - BOTTOM) / 2,
        escaped(yTitle));
  }

  private Label drawSeries(StringBuilder svg, Series drawn, int number) {
    String colour = COLOURS.get(number % COLOURS.size());
    StringBuilder points = new StringBuilder();
    for (int i = 0; i < drawn.x().length; i++) {
      points.append(
          String.format(Locale.ROOT, "%.1f,%.1f ", left(drawn.x()[i]), top(drawn.y()[i])));
    }
    line(
        svg,
        "<polyline fill=\"none\" stroke=\"%s\" stroke-width=\"2\" points=\"%s\"/>",
        colour,
        points.toString().strip());
    int last = drawn.x().length - 1;
    int step = last / MOST_MARKS + 1;
    // From the right end, by turns, so that lines that lie on each other can be told apart.
    for (int i = last - number % step; i >= 0; i -= step) {
      line(svg, mark(number % MARKS, left(drawn.x()[i]), top(drawn.y()[i])), colour);
    }
    return new Label(drawn.name(), colour, top(drawn.y()[drawn.y().length - 1]));
  }

  /** A disc, a square, a diamond or a triangle; takes the colour. */
  private static String mark(int kind, double x, double y) {
    return switch (kind) {
          case 0 -> String.format(Locale.ROOT, "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"4\" ", x, y);
          case 1 ->
              String.format(
                  Locale.ROOT,
                  "<rect x=\"%.1f\" y=\"%.1f\" width=\"7\" height=\"7\" ",
                  x - 3.5,
                  y - 3.5);
          case 2 -> String.format(Locale.ROOT, "<path d=\"M%.1f %.1fl5 5l-5 5l-5 -5z\" ", x, y - 5);
          default -> String.format(Locale.ROOT, "<path d=\"M%.1f %.1fl5 9h-10z\" ", x, y - 5);
        }
        + "fill=\"%s\"/>";
  }

  /** Names at the right, moved apart where they would overlap. */
  private static void drawLabels(StringBuilder svg, List<Label> labels) {
    List<Label> sorted = new ArrayList<>(labels);
    sorted.sort(Comparator.comparingDouble(Label::at));
    double lowest = Double.NEGATIVE_INFINITY;
    for (Label label : sorted) {
      double at = Math.max(label.at() + 4, lowest + LINE_HEIGHT);
      lowest = at;
      line(
          svg,
          "<text x=\"%d\" y=\"%.1f\" fill=\"%s\">%s</text>",
          WIDTH - RIGHT + 12,
          at,
          label.colour(),
          escaped(label.text()));
    }
  }

  private static void line(StringBuilder svg, String format, Object... values) {
    svg.append(String.format(Locale.ROOT, format, values)).append('\n');
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }

  /** Builds a {@link LineChart}. */
  public static final class Builder {

    private String title;
    private String xTitle;
    private String yTitle;
    private final List<Series> series = new ArrayList<>();
    private final List<Reference> references = new ArrayList<>();

    private Builder() {}

    /**
     * Sets the title.
     *
     * @param title what the chart shows
     * @return this builder
     */
    public Builder setTitle(String title) {
      this.title = Objects.requireNonNull(title, "title");
      return this;
    }

    /**
     * Sets the title of the horizontal axis.
     *
     * @param title what it measures, with the unit
     * @return this builder
     */
    public Builder setXTitle(String title) {
      xTitle = Objects.requireNonNull(title, "title");
      return this;
    }

    /**
     * Sets the title of the vertical axis.
     *
     * @param title what it measures, with the unit
     * @return this builder
     */
    public Builder setYTitle(String title) {
      yTitle = Objects.requireNonNull(title, "title");
      return this;
    }

    /**
     * Adds a line.
     *
     * @param name what it shows
     * @param x where its points lie, finite
     * @param y how high they are, finite; as many
     * @return this builder
     * @throws IllegalArgumentException if there are no points, or the numbers of both differ, or
     *     one is not finite
     */
    public Builder addSeries(String name, double[] x, double[] y) {
      boolean finite =
          DoubleStream.concat(Arrays.stream(x), Arrays.stream(y)).allMatch(Double::isFinite);
      if (x.length == 0 || x.length != y.length || !finite) {
        throw new IllegalArgumentException(
            "Series "
                + name
                + " of "
                + x.length
                + " and "
                + y.length
                + " values; needed are as many of both, at least one, and all finite.");
      }
      series.add(new Series(name, x.clone(), y.clone()));
      return this;
    }

    /**
     * Adds a dashed line across the chart.
     *
     * @param name what it shows
     * @param y how high it is
     * @return this builder
     */
    public Builder optReference(String name, double y) {
      references.add(new Reference(name, y));
      return this;
    }

    /**
     * Builds the chart.
     *
     * @return the chart
     * @throws IllegalStateException if a title or every series is missing
     */
    public LineChart build() {
      if (title == null || xTitle == null || yTitle == null || series.isEmpty()) {
        throw new IllegalStateException("A chart needs three titles and a series.");
      }
      return new LineChart(this);
    }
  }
}
