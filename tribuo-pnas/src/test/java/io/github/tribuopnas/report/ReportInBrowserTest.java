package io.github.tribuopnas.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The report as people see it, in headless Chromium. */
@Tag("slow")
class ReportInBrowserTest {

  private static final String OVERFLOW =
      "document.documentElement.scrollWidth - document.documentElement.clientWidth";

  /** Drawn parts that have no size, or lie outside their chart. */
  private static final String MISDRAWN =
      "[...document.querySelectorAll('svg.plot')].flatMap(svg => {"
          + " const box = svg.getBoundingClientRect();"
          + " return [...svg.querySelectorAll('.mark, .bar, .line, text')].filter(part => {"
          + "  const r = part.getBoundingClientRect();"
          + "  return r.width + r.height === 0 || r.left < box.left - 1 || r.right > box.right + 1"
          + "   || r.top < box.top - 1 || r.bottom > box.bottom + 1; }); })"
          + ".map(part => part.outerHTML).join('\\n')";

  private static Browser browser;
  private static URI page;

  @TempDir private static Path directory;

  @BeforeAll
  static void open() throws IOException, InterruptedException {
    assumeTrue(
        Browser.program().isPresent(),
        "no Chromium or Chrome on the PATH: the report was not looked at (Debian: chromium)");
    Path file = directory.resolve("report.html");
    Files.writeString(file, SampleReport.report().build().html());
    page = file.toUri();
    browser = Browser.start(Browser.program().orElseThrow(), directory.resolve("profile"));
  }

  @AfterAll
  static void close() throws IOException, InterruptedException {
    if (browser != null) {
      browser.close();
    }
  }

  @Test
  void theConsoleIsSilentAndNothingIsLoaded() throws IOException, InterruptedException {
    browser.show(page, 1280, 900, false);
    assertEquals("fashion-mnist · tribuo-pnas", browser.text("document.title"));
    assertEquals(List.of(), browser.complaints());
  }

  @Test
  void everyChartIsDrawnWithinItsBounds() throws IOException, InterruptedException {
    for (int width : new int[] {1280, 375}) {
      browser.show(page, width, 800, false);
      assertEquals("11", browser.text("document.querySelectorAll('svg.plot').length"));
      assertEquals("5", browser.text("document.querySelectorAll('svg.pnas-cell').length"));
      assertEquals("", browser.text(MISDRAWN));
      String marks = "document.querySelectorAll('svg.plot')[%d].querySelectorAll('.mark').length";
      assertEquals("14", browser.text(marks.formatted(0)), "intervals with images");
      assertEquals("187", browser.text(marks.formatted(1)), "trials");
    }
  }

  @Test
  void nothingIsWiderThanAPhone() throws IOException, InterruptedException {
    for (int width : new int[] {1280, 768, 375, 320}) {
      browser.show(page, width, 800, false);
      assertEquals("0", browser.text(OVERFLOW), "at " + width + " pixels");
    }
  }

  @Test
  void aHostileClassNameIsText() throws IOException, InterruptedException {
    browser.show(page, 1280, 900, false);
    assertEquals("1", browser.text("document.scripts.length"));
    assertEquals(
        SampleReport.HOSTILE,
        browser.text("document.querySelector('.confusion tbody tr:last-child th').textContent"));
    assertEquals("fashion-mnist · tribuo-pnas", browser.text("document.title"));
  }

  @Test
  void theLeaderboardIsSortedByAnyColumn() throws IOException, InterruptedException {
    browser.show(page, 1280, 900, false);
    String first = "document.querySelector('.sortable tbody tr td:nth-child(3)').textContent";
    String level = "document.querySelectorAll('.sortable button')[2].click(), " + first;
    assertEquals("1", browser.text(level));
    assertEquals("5", browser.text(level));
    assertEquals(
        "descending",
        browser.text("document.querySelectorAll('.sortable th')[2].getAttribute('aria-sort')"));
    String time = "document.querySelectorAll('.sortable button')[7].click(), ";
    String last = "document.querySelector('.sortable tbody tr:last-child').cells[3].className";
    assertEquals("failed", browser.text(time + last), "what has no value comes last");
    assertEquals("failed", browser.text(time + last));
  }

  @Test
  void aMarkTellsWhatItIsWhenPointedAt() throws IOException, InterruptedException {
    browser.show(page, 1280, 900, false);
    String tip =
        browser.text(
            "document.querySelector('.mark[data-tip]').dispatchEvent("
                + "new PointerEvent('pointerover', {bubbles: true})),"
                + " document.querySelector('#tip').hidden"
                + " + ' ' + document.querySelector('#tip').textContent");
    assertTrue(tip.startsWith("false ") && tip.contains(" %"), tip);
  }

  @Test
  void textIsReadableInLightAndDark() throws IOException, InterruptedException {
    for (boolean dark : new boolean[] {false, true}) {
      browser.show(page, 1280, 900, dark);
      for (String selector : List.of("h1", "dt", "td", ".plot text", ".celltext", ".kicker")) {
        double contrast = contrast(selector);
        assertTrue(contrast >= 4.5, selector + " has " + contrast + (dark ? " in the dark" : ""));
      }
    }
  }

  /** Contrast of a text with what it stands on, by WCAG 2. */
  private static double contrast(String selector) throws IOException, InterruptedException {
    String color = selector.startsWith(".plot") ? "fill" : "color";
    String script =
        "(() => { const lum = c => { const [r, g, b] = c.match(/[\\d.]+/g).map(v => v / 255)"
            + ".map(v => v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4);"
            + " return 0.2126 * r + 0.7152 * g + 0.0722 * b; };"
            + " let e = document.querySelector('"
            + selector
            + "'); const fore = lum(getComputedStyle(e)."
            + color
            + "); while (/, 0\\)$/.test(getComputedStyle(e).backgroundColor)) e = e.parentElement;"
            + " const back = lum(getComputedStyle(e).backgroundColor);"
            + " return (Math.max(fore, back) + 0.05) / (Math.min(fore, back) + 0.05); })()";
    return Double.parseDouble(browser.text(script));
  }
}
