package io.github.tribuopnas.benchmarks.experiments;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The command {@code jmh-table}: what JMH measured, to read. */
@Command(
    name = "jmh-table",
    description =
        "Prints JMH's JSON as a Markdown table: medians over iterations, the least and the most.",
    mixinStandardHelpOptions = true)
@SuppressWarnings("NullAway.Init") // picocli sets options that are required or have a default.
final class JmhTable implements Callable<Integer> {

  private static final String PACKAGE = "io.github.tribuopnas.benchmarks.";
  private static final String ALLOCATED = "gc.alloc.rate.norm";
  private static final double THREE_DIGITS = 100;
  private static final double TWO_DIGITS = 10;

  @Spec private CommandSpec spec;

  @Option(
      names = "--json",
      required = true,
      split = ",",
      paramLabel = "FILE",
      description = "What jmh -rf json -rff FILE wrote.")
  private List<Path> files;

  @Override
  public Integer call() throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    out.println("| benchmark | parameters | median | least | most | unit | bytes a call |");
    out.println("|---|---|---:|---:|---:|---|---:|");
    for (Path file : files) {
      JsonNode runs = new ObjectMapper().readTree(file.toFile());
      if (!runs.isArray()) {
        throw new IOException(file + " is not what jmh -rf json writes: a list of benchmarks");
      }
      for (JsonNode run : runs) {
        out.println(row(run, file));
      }
    }
    out.flush();
    return 0;
  }

  private static String row(JsonNode run, Path file) throws IOException {
    JsonNode metric = run.path("primaryMetric");
    JsonNode percentiles = metric.path("scorePercentiles");
    if (!run.path("benchmark").isTextual() || !percentiles.has("50.0")) {
      throw new IOException(file + " has an entry that is no benchmark of JMH: " + run);
    }
    List<String> parameters = new ArrayList<>();
    run.path("params")
        .fields()
        .forEachRemaining(
            field -> parameters.add(field.getKey() + "=" + field.getValue().asText()));
    JsonNode allocated = run.path("secondaryMetrics").path(ALLOCATED).path("score");
    return "| "
        + String.join(
            " | ",
            run.path("benchmark").asText().replace(PACKAGE, ""),
            String.join(", ", parameters),
            number(percentiles.path("50.0").asDouble()),
            number(percentiles.path("0.0").asDouble()),
            number(percentiles.path("100.0").asDouble()),
            metric.path("scoreUnit").asText(),
            allocated.isNumber() ? String.format(Locale.ROOT, "%,.0f", allocated.asDouble()) : "")
        + " |";
  }

  /** About three digits. */
  private static String number(double value) {
    String format = value >= THREE_DIGITS ? "%,.0f" : value >= TWO_DIGITS ? "%.1f" : "%.3g";
    return String.format(Locale.ROOT, format, value);
  }
}
