package io.github.tribuopnas.picture;

import static io.github.tribuopnas.picture.CellLayout.BAR_HEIGHT;
import static io.github.tribuopnas.picture.CellLayout.GAP;
import static io.github.tribuopnas.picture.CellLayout.INPUT_WIDTH;
import static io.github.tribuopnas.picture.CellLayout.MARGIN;
import static io.github.tribuopnas.picture.CellLayout.OPERATION_HEIGHT;
import static io.github.tribuopnas.picture.CellLayout.OPERATION_WIDTH;
import static io.github.tribuopnas.picture.CellLayout.SUM_RADIUS;

import io.github.tribuopnas.space.Branch;
import io.github.tribuopnas.space.Cell;
import io.github.tribuopnas.space.Concatenation;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Draws a cell as a graph for people: the two inputs at the bottom, operations as labeled boxes,
 * every block as the sum of two of them with its number, the concatenation on top.
 *
 * <p>A line has the color of what it comes from, and so has the edge of the box that it enters. The
 * picture adapts to a light or dark display, refers to nothing outside itself and can be a file or
 * a part of a page.
 */
public final class CellPicture {

  private static final String STYLE =
      """
      .pnas-cell { font: 13px system-ui, "DejaVu Sans", Arial, sans-serif; }
      .pnas-cell text { text-anchor: middle; fill: #1f2328; }
      .pnas-cell .number { text-anchor: start; font-weight: 600; }
      .pnas-cell path { fill: none; stroke-width: 1.6; }
      .pnas-cell .paper { fill: #ffffff; }
      .pnas-cell .shape { fill: #f2f4f7; stroke-width: 1.6; }
      .pnas-cell .plain { stroke: #8a93a0; }
      .pnas-cell .before { stroke: #b8500c; }
      .pnas-cell .previous { stroke: #1666c5; }
      .pnas-cell .block { stroke: #5b7f1e; }
      @media (prefers-color-scheme: dark) {
        .pnas-cell text { fill: #e8eaee; }
        .pnas-cell .paper { fill: #14171c; }
        .pnas-cell .shape { fill: #232830; }
        .pnas-cell .before { stroke: #f0965a; }
        .pnas-cell .previous { stroke: #69a9f5; }
        .pnas-cell .block { stroke: #a5cc5e; }
      }
      """;

  private static final String PLAIN = "plain";

  /** From the middle of a line of text down to its base line. */
  private static final int TEXT_BASE = 5;

  private final Cell cell;
  private final Concatenation concatenation;
  private final CellLayout layout;

  /** Lines lie below shapes, in whatever order they are drawn. */
  private final Markup lines = new Markup();

  private final Markup shapes = new Markup();

  private CellPicture(Cell cell, Concatenation concatenation) {
    this.cell = cell;
    this.concatenation = concatenation;
    layout = new CellLayout(cell);
  }

  /**
   * Draws a cell.
   *
   * @param cell the cell
   * @param concatenation which blocks its output concatenates
   * @return an {@code svg} element, complete as a file too
   */
  public static String svg(Cell cell, Concatenation concatenation) {
    Objects.requireNonNull(concatenation, "concatenation");
    return new CellPicture(cell, concatenation).draw();
  }

  private String draw() {
    drawInput(Branch.BEFORE_PREVIOUS, "cell before previous (pp)");
    drawInput(Branch.PREVIOUS, "previous cell (p)");
    for (int number = 1; number <= cell.size(); number++) {
      drawBlock(number);
    }
    drawOutput();
    int width = layout.width();
    int height = layout.height();
    return new Markup()
        .open(
            "svg",
            "xmlns",
            "http://www.w3.org/2000/svg",
            "class",
            "pnas-cell",
            "role",
            "img",
            "width",
            width,
            "height",
            height,
            "viewBox",
            "0 0 " + width + " " + height)
        .element("title", "Cell " + cell)
        .open("style")
        .trusted(STYLE)
        .close("style")
        .empty("rect", "class", "paper", "width", width, "height", height, "rx", 8)
        .trusted(lines.toString())
        .trusted(shapes.toString())
        .close("svg")
        .toString();
  }

  /** Draws a rectangle around a middle. */
  private void box(int x, int y, int width, int height, String kind) {
    int left = x - width / 2;
    int top = y - height / 2;
    shapes.empty(
        "rect",
        "class",
        "shape " + kind,
        "x",
        left,
        "y",
        top,
        "width",
        width,
        "height",
        height,
        "rx",
        5);
  }

  /** Writes text whose middle is at a height; its kind says what of it is at {@code x}. */
  private void text(int x, int y, String text, String kind) {
    shapes.element("text", text, "class", kind, "x", x, "y", y + TEXT_BASE);
  }

  private void line(int fromX, int fromY, int toX, int toY, String kind) {
    path("M" + fromX + " " + fromY + "L" + toX + " " + toY, kind);
  }

  /** Draws a line that swings to another column up to {@code turn} and goes straight from there. */
  private void swing(int fromX, int fromY, int toX, int turn, int toY, String kind) {
    int half = (fromY + turn) / 2;
    String curve = fromX + " " + half + " " + toX + " " + half + " " + toX + " " + turn;
    path("M" + fromX + " " + fromY + "C" + curve + "L" + toX + " " + toY, kind);
  }

  private void path(String path, String kind) {
    lines.empty("path", "class", kind, "d", path);
  }

  private void drawInput(int input, String name) {
    int x = layout.sourceX(input);
    int y = layout.inputTop() + BAR_HEIGHT / 2;
    box(x, y, INPUT_WIDTH, BAR_HEIGHT, kind(input));
    text(x, y, name, "label");
  }

  private void drawBlock(int number) {
    Branch left = cell.left(number);
    Branch right = cell.right(number);
    boolean crossed = layout.sourceX(left.input()) > layout.sourceX(right.input());
    drawBranch(number, crossed ? right : left, layout.leftX(number));
    drawBranch(number, crossed ? left : right, layout.rightX(number));
    int x = layout.sumX(number);
    int y = layout.sumY(number);
    shapes.empty("circle", "class", "shape block", "cx", x, "cy", y, "r", SUM_RADIUS);
    text(x, y, "+", "label");
    text(x + SUM_RADIUS + 6, y, Integer.toString(number), "number");
    if (concatenation.includes(cell, number)) {
      line(x, y - SUM_RADIUS, x, MARGIN + BAR_HEIGHT, "block");
    }
  }

  private void drawBranch(int number, Branch branch, int x) {
    int y = layout.operationY(number);
    int source = branch.input();
    int bottom = y + OPERATION_HEIGHT / 2;
    box(x, y, OPERATION_WIDTH, OPERATION_HEIGHT, kind(source));
    text(x, y, branch.operation().text(), "label");
    int sourceY = layout.sourceY(source);
    swing(layout.sourceX(source), sourceY, x, sourceY - GAP, bottom, kind(source));
    int top = y - OPERATION_HEIGHT / 2;
    line(x, top, layout.sumX(number), layout.sumY(number), PLAIN);
  }

  private void drawOutput() {
    String numbers =
        IntStream.rangeClosed(1, cell.size())
            .filter(number -> concatenation.includes(cell, number))
            .mapToObj(Integer::toString)
            .collect(Collectors.joining(", "));
    int x = layout.width() / 2;
    int y = MARGIN + BAR_HEIGHT / 2;
    box(x, y, layout.barWidth(), BAR_HEIGHT, PLAIN);
    text(x, y, "concatenation: " + numbers, "label");
  }

  private static String kind(int source) {
    return switch (source) {
      case Branch.BEFORE_PREVIOUS -> "before";
      case Branch.PREVIOUS -> "previous";
      default -> "block";
    };
  }
}
