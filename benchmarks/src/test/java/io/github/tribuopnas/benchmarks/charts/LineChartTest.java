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
import org.xml.sax.InputSource;

class LineChartTest {

  @Test
  void axesEndInRoundNumbersThatHoldAllValues() {
    assertEquals(new Axis(0, 300, 50), Axis.around(List.of(0.0, 120.0, 300.0)));
    assertEquals(new Axis(1000, 3000, 500), Axis.around(List.of(1_100.0, 2_800.0)));
    Axis fine = Axis.around(List.of(0.2, 0.3));
    assertEquals(
        List.of("0.20", "0.22", "0.24", "0.26", "0.28", "0.30"),
        fine.ticks().stream().map(fine::text).toList());
    assertEquals(0.5, new Axis(90, 92, 0.5).share(91));
  }

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
    assertEquals(2, document.getElementsByTagName("polyline").getLength());
    String[] up =
        ((Element) document.getElementsByTagName("polyline").item(0))
            .getAttribute("points")
            .split("[ ,]");
    String[] down =
        ((Element) document.getElementsByTagName("polyline").item(1))
            .getAttribute("points")
            .split("[ ,]");
    // Down begins where up ends, on the left edge.
    assertEquals(up[0], down[0]);
    assertEquals(up[3], down[1]);
    assertTrue(Double.parseDouble(up[1]) > Double.parseDouble(up[3]));
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
      long marks = svg.lines().filter(line -> line.startsWith("<circle")).count();
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
