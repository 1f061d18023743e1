package io.github.tribuopnas.benchmarks.charts;

import io.github.tribuopnas.picture.Axis;
import io.github.tribuopnas.picture.Marker;
import io.github.tribuopnas.picture.Markup;
import io.github.tribuopnas.picture.Scale;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

/**
 * A chart of lines over a common axis, as SVG. Every line has its own color and its own mark, and
 * its name stands at its right end, so that it can be read without colors.
 */
public final class LineChart {

  private static final int WIDTH = 760;
  private static final int HEIGHT = 440;
  private static final int LEFT = 70;
  private static final int RIGHT = 150;
  private static final int TOP = 44;
  private static final int BOTTOM = 54;
  private static final int LINE_HEIGHT = 14;

  /** Okabe and Ito's colors, told apart by the color-blind too. */
  private static final List<String> COLORS =
      List.of(
          "#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9", "#555555", "#000000");

  /** Of a line; where there are more points, not all have one. */
  private static final int MOST_MARKS = 20;

  private final String title;
  private final List<Series> series;
  private final List<Reference> references;
  private final Axis x;
  private final Axis y;

  private record Series(String name, double[] x, double[] y) {}

  private record Reference(String name, double y) {}

  private record Label(String text, String color, double at) {}

  private LineChart(Builder builder) {
    title = builder.title;
    series = List.copyOf(builder.series);
    references = List.copyOf(builder.references);
    List<Double> places = series.stream().flatMap(s -> Arrays.stream(s.x()).boxed()).toList();
    x = Axis.exact(Scale.of(places), builder.xTitle);
    List<Double> heights = new ArrayList<>();
    series.forEach(s -> Arrays.stream(s.y()).forEach(heights::add));
    references.forEach(reference -> heights.add(reference.y()));
    y = Axis.exact(Scale.of(heights), builder.yTitle);
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
    return LEFT + x.scale().at(value) * (WIDTH - LEFT - RIGHT);
  }

  private double top(double value) {
    return HEIGHT - BOTTOM - y.scale().at(value) * (HEIGHT - TOP - BOTTOM);
  }

  /**
   * Draws the chart.
   *
   * @return an SVG document
   */
  public String svg() {
    Markup svg = new Markup();
    svg.open(
            "svg",
            "xmlns",
            "http://www.w3.org/2000/svg",
            "viewBox",
            "0 0 " + WIDTH + " " + HEIGHT,
            "width",
            WIDTH,
            "height",
            HEIGHT,
            "font-family",
            "sans-serif",
            "font-size",
            12,
            "role",
            "img")
        .element("title", title)
        .empty("rect", "width", "100%", "height", "100%", "fill", "white")
        .element("text", title, "x", LEFT, "y", 24, "font-size", 15);
    drawAxes(svg);
    List<Label> labels = new ArrayList<>();
    for (Reference reference : references) {
      across(svg, top(reference.y()), "stroke", "#777", "stroke-dasharray", "5 4");
      labels.add(new Label(reference.name(), "#777", top(reference.y())));
    }
    for (int i = 0; i < series.size(); i++) {
      labels.add(drawSeries(svg, series.get(i), i));
    }
    drawLabels(svg, labels);
    return svg.close("svg").text("\n").toString();
  }

  private void drawAxes(Markup svg) {
    for (double tick : y.scale().ticks()) {
      across(svg, top(tick), "stroke", "#e4e4e4");
      write(svg, LEFT - 8, top(tick) + 4, y.text().apply(tick), "text-anchor", "end");
    }
    for (double tick : x.scale().ticks()) {
      String text = x.text().apply(tick);
      write(svg, left(tick), HEIGHT - BOTTOM + 18, text, "text-anchor", "middle");
    }
    double middle = (LEFT + WIDTH - RIGHT) / 2.0;
    write(svg, middle, HEIGHT - 14, x.name(), "text-anchor", "middle");
    svg.open("g", "transform", "translate(18 " + (TOP + HEIGHT - BOTTOM) / 2 + ") rotate(-90)");
    write(svg, 0, 0, y.name(), "text-anchor", "middle");
    svg.close("g");
  }

  private Label drawSeries(Markup svg, Series drawn, int number) {
    String color = COLORS.get(number % COLORS.size());
    StringBuilder path = new StringBuilder();
    for (int i = 0; i < drawn.x().length; i++) {
      path.append(i == 0 ? "M" : "L")
          .append(Markup.coordinate(left(drawn.x()[i])))
          .append(' ')
          .append(Markup.coordinate(top(drawn.y()[i])));
    }
    svg.text("\n").empty("path", "fill", "none", "stroke", color, "stroke-width", 2, "d", path);
    int last = drawn.x().length - 1;
    int step = last / MOST_MARKS + 1;
    Marker marker = Marker.of(1 + number);
    // From the right end, by turns, so that lines that lie on each other can be told apart.
    for (int i = last - number % step; i >= 0; i -= step) {
      String mark = marker.at(left(drawn.x()[i]), top(drawn.y()[i]));
      svg.text("\n").empty("path", "class", "mark", "fill", color, "d", mark);
    }
    return new Label(drawn.name(), color, top(drawn.y()[drawn.y().length - 1]));
  }

  /** Names at the right, moved apart where they would overlap. */
  private static void drawLabels(Markup svg, List<Label> labels) {
    List<Label> sorted = new ArrayList<>(labels);
    sorted.sort(Comparator.comparingDouble(Label::at));
    double lowest = Double.NEGATIVE_INFINITY;
    for (Label label : sorted) {
      double at = Math.max(label.at() + 4, lowest + LINE_HEIGHT);
      lowest = at;
      write(svg, WIDTH - RIGHT + 12, at, label.text(), "fill", label.color());
    }
  }

  /** Draws a line from the left edge to the right one. */
  private static void across(Markup svg, double y, Object... look) {
    String path = "M" + LEFT + " " + Markup.coordinate(y) + "H" + (WIDTH - RIGHT);
    svg.text("\n").empty("path", with(look, "d", path));
  }

  private static void write(Markup svg, double x, double y, String text, Object... look) {
    Object[] place = {"x", Markup.coordinate(x), "y", Markup.coordinate(y)};
    svg.text("\n").element("text", text, with(look, place));
  }

  private static Object[] with(Object[] attributes, Object... more) {
    return Stream.concat(Arrays.stream(attributes), Arrays.stream(more)).toArray();
  }

  /** Builds a {@link LineChart}. */
  public static final class Builder {

    private String title;
    private String xTitle;
    private String yTitle;
    private final List<Series> series = new ArrayList<>();
    private final List<Reference> references = new ArrayList<>();

    @SuppressWarnings("NullAway.Init") // The required ones are checked when this is built.
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
            "series "
                + name
                + " of "
                + x.length
                + " and "
                + y.length
                + " values; needed are as many of both, at least one, and all finite");
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
        throw new IllegalStateException("a chart needs three titles and a series");
      }
      return new LineChart(this);
    }
  }
}
