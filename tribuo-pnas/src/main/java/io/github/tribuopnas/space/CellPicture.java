package io.github.tribuopnas.space;

import static io.github.tribuopnas.space.CellLayout.BAR_HEIGHT;
import static io.github.tribuopnas.space.CellLayout.GAP;
import static io.github.tribuopnas.space.CellLayout.INPUT_WIDTH;
import static io.github.tribuopnas.space.CellLayout.MARGIN;
import static io.github.tribuopnas.space.CellLayout.OPERATION_HEIGHT;
import static io.github.tribuopnas.space.CellLayout.OPERATION_WIDTH;
import static io.github.tribuopnas.space.CellLayout.SUM_RADIUS;

import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Draws a cell as a graph for people: the two inputs at the bottom, operations as labelled boxes,
 * every block as the sum of two of them with its number, the concatenation on top.
 *
 * <p>A line has the colour of what it comes from, and so has the edge of the box that it enters.
 * The picture adapts to a light or dark display, refers to nothing outside itself and can be a file
 * or a part of a page.
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

  private final Cell cell;
  private final Concatenation concatenation;
  private final CellLayout layout;
  private final SvgCanvas canvas = new SvgCanvas();

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
    return canvas.svg(layout.width(), layout.height(), "Cell " + cell, STYLE);
  }

  private void drawInput(int input, String name) {
    int x = layout.sourceX(input);
    int y = layout.inputTop() + BAR_HEIGHT / 2;
    canvas.box(x, y, INPUT_WIDTH, BAR_HEIGHT, kind(input));
    canvas.text(x, y, name, "label");
  }

  private void drawBlock(int number) {
    Branch left = cell.left(number);
    Branch right = cell.right(number);
    boolean crossed = layout.sourceX(left.input()) > layout.sourceX(right.input());
    drawBranch(number, crossed ? right : left, layout.leftX(number));
    drawBranch(number, crossed ? left : right, layout.rightX(number));
    int x = layout.sumX(number);
    int y = layout.sumY(number);
    canvas.circle(x, y, SUM_RADIUS, "block");
    canvas.text(x, y, "+", "label");
    canvas.text(x + SUM_RADIUS + 6, y, Integer.toString(number), "number");
    if (concatenation.includes(cell, number)) {
      canvas.line(x, y - SUM_RADIUS, x, MARGIN + BAR_HEIGHT, "block");
    }
  }

  private void drawBranch(int number, Branch branch, int x) {
    int y = layout.operationY(number);
    int source = branch.input();
    int bottom = y + OPERATION_HEIGHT / 2;
    canvas.box(x, y, OPERATION_WIDTH, OPERATION_HEIGHT, kind(source));
    canvas.text(x, y, branch.operation().text(), "label");
    int sourceY = layout.sourceY(source);
    canvas.swing(layout.sourceX(source), sourceY, x, sourceY - GAP, bottom, kind(source));
    int top = y - OPERATION_HEIGHT / 2;
    canvas.line(x, top, layout.sumX(number), layout.sumY(number), PLAIN);
  }

  private void drawOutput() {
    String numbers =
        IntStream.rangeClosed(1, cell.size())
            .filter(number -> concatenation.includes(cell, number))
            .mapToObj(Integer::toString)
            .collect(Collectors.joining(", "));
    int x = layout.width() / 2;
    int y = MARGIN + BAR_HEIGHT / 2;
    canvas.box(x, y, layout.barWidth(), BAR_HEIGHT, PLAIN);
    canvas.text(x, y, "concatenation: " + numbers, "label");
  }

  private static String kind(int source) {
    return switch (source) {
      case Branch.BEFORE_PREVIOUS -> "before";
      case Branch.PREVIOUS -> "previous";
      default -> "block";
    };
  }
}
