package io.github.tribuopnas.report;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;

/** Takes the pictures of the report that the documentation shows: {@code docs/write report}. */
final class ReportScreenshots {

  private ReportScreenshots() {}

  /**
   * Takes them with the Chromium or Chrome that is on the path.
   *
   * @param arguments where the pictures go
   */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    Path pictures = Path.of(arguments[0]);
    Path directory = Files.createTempDirectory("report");
    Path file = directory.resolve("report.html");
    Files.writeString(file, SampleReport.report().build().html());
    URI page = file.toUri();
    Path program =
        Browser.program()
            .orElseThrow(
                () ->
                    new IllegalStateException(
                        "No Chromium or Chrome on the PATH; install one (Debian: chromium)."));
    try (Browser browser = Browser.start(program, directory.resolve("profile"))) {
      browser.show(page, 1180, 1400, false);
      Files.write(pictures.resolve("report-light.png"), browser.screenshot());
      browser.show(page, 1180, 1400, true);
      browser.text("document.querySelector('#search').scrollIntoView()");
      Files.write(pictures.resolve("report-dark.png"), browser.screenshot());
      browser.show(page, 390, 844, false);
      Files.write(pictures.resolve("report-phone.png"), browser.screenshot());
      Path front = directory.resolve("front.html");
      Files.writeString(front, SampleReport.front().build().html());
      browser.show(front.toUri(), 1180, 900, false);
      browser.text("document.querySelector('#front').scrollIntoView()");
      Files.write(pictures.resolve("report-front.png"), browser.screenshot());
    }
  }
}
