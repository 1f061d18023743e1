package io.github.tribuopnas.benchmarks.charts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.StringReader;
import java.util.List;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

class LineChartTest {

  @Test
  void aChartIsXmlWithALineForEachSeriesAtTheRightPlace() throws Exception {
    String svg =
        LineChart.builder()
            .setTitle("a < b & c")
            .setXTitle("x")
            .setYTitle("y")
            .addSeries("up", new double[] {0, 10}, new double[] {0, 10})
            .addSeries("down", new double[] {0, 10}, new double[] {10, 0})
            .build()
            .svg();
    Document document =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(new InputSource(new StringReader(svg)));
    assertEquals("a < b & c", document.getElementsByTagName("title").item(0).getTextContent());
    List<String[]> lines = lines(document);
    assertEquals(2, lines.size());
    String[] up = lines.get(0);
    String[] down = lines.get(1);
    // Down begins where up ends, on the left edge.
    assertEquals(up[0], down[0]);
    assertEquals(up[3], down[1]);
    assertTrue(Double.parseDouble(up[1]) > Double.parseDouble(up[3]));
  }

  /** The coordinates of each series, x and y by turns. */
  private static List<String[]> lines(Document document) {
    NodeList paths = document.getElementsByTagName("path");
    return IntStream.range(0, paths.getLength())
        .mapToObj(i -> (Element) paths.item(i))
        .filter(path -> path.getAttribute("fill").equals("none"))
        .map(path -> path.getAttribute("d").substring(1).split("[ L]"))
        .toList();
  }

  @Test
  void aLineOfManyPointsHasTwentyMarksAtMost() {
    for (int points : new int[] {1, 20, 21, 96, 1000}) {
      double[] values = IntStream.range(0, points).asDoubleStream().toArray();
      String svg =
          LineChart.builder()
              .setTitle("t")
              .setXTitle("x")
              .setYTitle("y")
              .addSeries("s", values, values)
              .build()
              .svg();
      long marks = svg.lines().filter(line -> line.startsWith("<path class=\"mark\"")).count();
      assertTrue(marks <= 20 && marks >= Math.min(points, 11), points + " points: " + marks);
    }
  }

  @Test
  void seriesThatCannotBeDrawnAreRefused() {
    LineChart.Builder builder = LineChart.builder();
    double[] one = {1};
    assertThrows(
        IllegalArgumentException.class, () -> builder.addSeries("s", one, new double[] {1, 2}));
    assertThrows(
        IllegalArgumentException.class,
        () -> builder.addSeries("s", one, new double[] {Double.NaN}));
    assertThrows(IllegalStateException.class, builder::build);
  }
}
