package io.github.tribuopnas.picture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.tribuopnas.space.Cell;
import io.github.tribuopnas.space.CellSpace;
import io.github.tribuopnas.space.Concatenation;
import io.github.tribuopnas.space.KnownCells;
import io.github.tribuopnas.space.Operation;
import java.awt.Rectangle;
import java.awt.geom.CubicCurve2D;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

class CellPictureTest {

  /** All operations, for the text of each must fit its box. */
  private final CellSpace space =
      CellSpace.builder().setBlocks(5).optOperations(List.of(Operation.values())).build();

  private static Document document(Cell cell, Concatenation concatenation) throws Exception {
    String svg = CellPicture.svg(cell, concatenation);
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new ByteArrayInputStream(svg.getBytes(StandardCharsets.UTF_8)));
  }

  private static List<Element> elements(Document document, String tag) {
    NodeList nodes = document.getElementsByTagName(tag);
    return IntStream.range(0, nodes.getLength()).mapToObj(i -> (Element) nodes.item(i)).toList();
  }

  private static List<Rectangle> boxes(Document document) {
    return elements(document, "rect").stream()
        .filter(rect -> rect.getAttribute("class").startsWith("shape"))
        .map(
            rect ->
                new Rectangle(
                    number(rect, "x"),
                    number(rect, "y"),
                    number(rect, "width"),
                    number(rect, "height")))
        .toList();
  }

  private static int number(Element element, String attribute) {
    return Integer.parseInt(element.getAttribute(attribute));
  }

  @Test
  void pnasnet5ShowsEveryPartOnce() throws Exception {
    Document document = document(KnownCells.find("pnasnet5"), Concatenation.UNUSED);
    List<String> texts = elements(document, "text").stream().map(Element::getTextContent).toList();
    List<String> expected =
        new ArrayList<>(
            List.of("cell before previous (pp)", "previous cell (p)", "concatenation: 1, 2, 4, 5"));
    List.of("sep3x3", "identity", "sep5x5", "max3x3", "sep3x3", "sep5x5", "sep7x7", "max3x3")
        .forEach(expected::add);
    List.of("sep3x3", "max3x3", "+", "+", "+", "+", "+", "1", "2", "3", "4", "5")
        .forEach(expected::add);
    assertEquals(expected.stream().sorted().toList(), texts.stream().sorted().toList());
    // Two lines into and out of each of ten operations, four into the concatenation.
    assertEquals(24, elements(document, "path").size());
    assertEquals(5, elements(document, "circle").size());
  }

  @Test
  void boxesOverlapNeitherEachOtherNorTheEdgeAndHoldTheirText() throws Exception {
    SplittableRandom random = new SplittableRandom(31);
    for (int i = 0; i < 300; i++) {
      Cell cell = space.random(1 + i % 5, random);
      Document document = document(cell, Concatenation.ALL);
      Element svg = document.getDocumentElement();
      Rectangle paper = new Rectangle(number(svg, "width"), number(svg, "height"));
      List<Rectangle> boxes = boxes(document);
      assertEquals(2 * cell.size() + 3, boxes.size());
      for (Rectangle box : boxes) {
        assertTrue(paper.contains(box));
        assertEquals(1, boxes.stream().filter(box::intersects).count(), cell.toString());
      }
      for (Element text : elements(document, "text")) {
        // The labels' letters are at most eight pixels wide on average in the fonts named.
        int width = 8 * text.getTextContent().length();
        int x = number(text, "x");
        int y = number(text, "y") - 5;
        boolean inBox = boxes.stream().anyMatch(box -> box.contains(x - width / 2, y, width, 1));
        assertTrue(inBox || text.getTextContent().length() == 1, text.getTextContent());
      }
    }
  }

  @Test
  void linesPassThroughNoBox() throws Exception {
    SplittableRandom random = new SplittableRandom(32);
    for (int i = 0; i < 300; i++) {
      Cell cell = space.random(1 + i % 5, random);
      Document document = document(cell, i % 2 == 0 ? Concatenation.ALL : Concatenation.UNUSED);
      List<Rectangle> interiors =
          boxes(document).stream()
              .map(box -> new Rectangle(box.x + 1, box.y + 1, box.width - 2, box.height - 2))
              .toList();
      for (Element path : elements(document, "path")) {
        for (double[] point : points(path.getAttribute("d"))) {
          assertTrue(
              interiors.stream().noneMatch(box -> box.contains(point[0], point[1])),
              cell + " at " + point[0] + ", " + point[1]);
        }
      }
    }
  }

  /** Points along a path of the forms {@code MxyLxy} and {@code MxyCxyxyxyLxy}. */
  private static List<double[]> points(String path) {
    double[] xy =
        Arrays.stream(path.substring(1).split("[ LC]")).mapToDouble(Double::parseDouble).toArray();
    List<double[]> points = new ArrayList<>();
    int last = xy.length - 2;
    for (int step = 0; step <= 50; step++) {
      double t = step / 50.0;
      points.add(
          new double[] {
            xy[last - 2] + t * (xy[last] - xy[last - 2]),
            xy[last - 1] + t * (xy[last + 1] - xy[last - 1])
          });
    }
    if (path.contains("C")) {
      halve(
          new CubicCurve2D.Double(xy[0], xy[1], xy[2], xy[3], xy[4], xy[5], xy[6], xy[7]),
          6,
          points);
    }
    return points;
  }

  private static void halve(CubicCurve2D curve, int depth, List<double[]> points) {
    points.add(new double[] {curve.getX1(), curve.getY1()});
    if (depth > 0) {
      CubicCurve2D left = new CubicCurve2D.Double();
      CubicCurve2D right = new CubicCurve2D.Double();
      curve.subdivide(left, right);
      halve(left, depth - 1, points);
      halve(right, depth - 1, points);
    }
  }

  @Test
  void pictureDoesNotDependOnTheLocale() {
    Cell cell = KnownCells.find("pnasnet5");
    String expected = CellPicture.svg(cell, Concatenation.ALL);
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
      assertEquals(expected, CellPicture.svg(cell, Concatenation.ALL));
    } finally {
      Locale.setDefault(before);
    }
  }

  @Test
  void pictureRefersToNothingOutside() {
    String svg = CellPicture.svg(KnownCells.find("pnasnet5"), Concatenation.ALL);
    assertFalse(svg.replace("xmlns=\"http://www.w3.org/2000/svg\"", "").contains("http"));
    assertFalse(svg.contains("url("));
  }
}
