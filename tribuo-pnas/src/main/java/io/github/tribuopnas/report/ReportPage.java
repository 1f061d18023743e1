package io.github.tribuopnas.report;

import io.github.tribuopnas.base.Sha256;
import io.github.tribuopnas.evaluation.Evaluation;
import io.github.tribuopnas.evaluation.EvaluationMetrics;
import io.github.tribuopnas.picture.Markup;
import io.github.tribuopnas.search.Economy;
import io.github.tribuopnas.search.trial.Metrics;
import io.github.tribuopnas.search.trial.Objective;
import io.github.tribuopnas.search.trial.Trial;
import io.github.tribuopnas.space.Cell;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Puts the page together: head, summary, sections, the tables of settings and versions. */
final class ReportPage {

  private static final String STYLE = resource("report.css");
  private static final String SCRIPT = resource("report.js");

  /** Nothing is loaded, and no script runs but the page's own. */
  private static final String POLICY =
      "default-src 'none'; img-src data:; style-src 'unsafe-inline'; script-src 'sha256-"
          + sha256(SCRIPT)
          + "'; base-uri 'none'; form-action 'none'";

  private ReportPage() {}

  static String html(Report report) {
    Markup page = new Markup();
    page.trusted("<!DOCTYPE html>\n").open("html", "lang", "en").open("head");
    page.empty("meta", "charset", "utf-8");
    page.empty("meta", "http-equiv", "Content-Security-Policy", "content", POLICY);
    page.empty("meta", "name", "viewport", "content", "width=device-width, initial-scale=1");
    page.empty("meta", "name", "color-scheme", "content", "light dark");
    page.element("title", report.title() + " · tribuo-pnas");
    page.open("style").trusted(STYLE).close("style").close("head").open("body").open("main");
    header(page, report);
    report.evaluation().ifPresent(evaluation -> EvaluationSection.write(page, evaluation));
    CellSection.write(page, report);
    FrontSection.write(page, report);
    ChartSection.write(page, report);
    report
        .winner()
        .ifPresent(
            winner ->
                EconomySection.write(page, Economy.of(report.trials(), winner.architecture())));
    Leaderboard.write(page, report);
    report.card().ifPresent(card -> ModelCardSection.write(page, card));
    reproduction(page, report);
    page.close("main").open("script").trusted(SCRIPT).close("script");
    return page.close("body").close("html").trusted("\n").toString();
  }

  private static void header(Markup page, Report report) {
    page.open("header");
    page.element("p", "Progressive neural architecture search", "class", "kicker");
    page.open("h1").element("bdi", report.title()).close("h1");
    report.state().ifPresent(state -> page.element("p", state, "class", "state", "role", "status"));
    page.open("dl", "class", "facts");
    report.evaluation().ifPresent(evaluation -> metrics(page, evaluation));
    Optional<Trial<Cell>> winner = report.winner();
    winner.ifPresent(
        trial -> {
          Objective objective = report.objectives().get(0);
          Quantity quantity = Quantity.of(objective.metric());
          if (report.evaluation().isEmpty()) {
            // Once there is a model, readers would take this number for the model's.
            fact(
                page,
                "best candidate’s validation " + quantity.name(),
                quantity.of(objective.value(trial)));
          }
          fact(page, "parameters", Numbers.count(trial.metrics().get(Metrics.PARAMETERS)));
          fact(page, "mult-adds", Numbers.count(trial.metrics().get(Metrics.MULT_ADDS)));
        });
    List<Trial<Cell>> trials = report.trials();
    if (!trials.isEmpty()) {
      trials(page, trials);
    }
    page.close("dl").close("header");
  }

  private static void metrics(Markup page, Evaluation evaluation) {
    EvaluationMetrics metrics = evaluation.metrics();
    fact(
        page,
        evaluation.images() + " accuracy",
        Numbers.percent(metrics.accuracy(), metrics.accuracyError()));
    fact(
        page,
        "balanced accuracy",
        Numbers.percent(metrics.balancedAccuracy(), metrics.balancedAccuracyError()));
  }

  private static void trials(Markup page, List<Trial<Cell>> trials) {
    long failed = trials.stream().filter(trial -> !trial.isComplete()).count();
    fact(
        page,
        failed == 0 ? "trials" : "trials, " + failed + " failed",
        Integer.toString(trials.size()));
    double seconds =
        trials.stream()
            .mapToDouble(trial -> trial.metrics().get(Metrics.SECONDS))
            .filter(value -> !Double.isNaN(value))
            .sum();
    if (seconds > 0) {
      fact(page, "time of all trials", Numbers.time(seconds));
    }
  }

  private static void fact(Markup page, String name, String value) {
    page.open("div").element("dt", name).element("dd", value).close("div");
  }

  private static void reproduction(Markup page, Report report) {
    if (report.settings().isEmpty() && report.versions().isEmpty() && report.command().isEmpty()) {
      return;
    }
    page.open("section", "aria-labelledby", "again");
    page.element("h2", "How to repeat it", "id", "again");
    report
        .command()
        .ifPresent(
            command -> page.open("pre", "tabindex", "0").element("code", command).close("pre"));
    page.open("div", "class", "grid");
    table(page, "Settings", report.settings());
    table(page, "Versions", report.versions());
    page.close("div").close("section");
  }

  private static void table(Markup page, String title, Map<String, String> values) {
    if (values.isEmpty()) {
      return;
    }
    page.open("div", "class", "card").element("h3", title).open("table", "class", "pairs");
    values.forEach(
        (name, value) ->
            page.open("tr").element("th", name, "scope", "row").element("td", value).close("tr"));
    page.close("table").close("div");
  }

  private static String resource(String name) {
    try (InputStream stream = ReportPage.class.getResourceAsStream(name)) {
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("the jar is damaged: it lacks " + name, e);
    }
  }

  private static String sha256(String text) {
    return Base64.getEncoder()
        .encodeToString(Sha256.digest().digest(text.getBytes(StandardCharsets.UTF_8)));
  }
}
