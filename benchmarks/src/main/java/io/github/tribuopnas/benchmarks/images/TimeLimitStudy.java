package io.github.tribuopnas.benchmarks.images;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.tribuopnas.benchmarks.lines.OptionText;
import io.github.tribuopnas.benchmarks.lines.OutputFile;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Searches with a time limit, and trains networks made by hand for the same processor time. */
@Command(
    name = "time-limit",
    description = {
      "Search image folders with a time limit, and train networks made by hand, by a script, for"
          + " as many processor seconds.",
      "With the first seed all networks are trained; the best of them is trained with the other"
          + " seeds too. What was done is kept in --runs, so that an experiment that was stopped"
          + " goes on. Prints a Markdown table and writes all that was trained as CSV."
    },
    mixinStandardHelpOptions = true,
    showDefaultValues = true)
@SuppressWarnings("NullAway.Init") // picocli sets options that are required or have a default.
public final class TimeLimitStudy implements Callable<Integer> {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final long FIRST_SEED = 1;

  @Spec private CommandSpec spec;

  @Option(
      names = "--set",
      required = true,
      paramLabel = "FOLDER=HxWxC",
      description = "A folder with train and test folders of pictures, and their size; several.")
  private Map<Path, String> sets = new LinkedHashMap<>();

  @Option(
      names = "--unflipped",
      split = ",",
      paramLabel = "NAME",
      description = "Names of folders whose pictures must not be mirrored.")
  private List<String> unflipped = List.of();

  @Option(names = "--limit", paramLabel = "TIME", description = "The time limit.")
  private String limit = "4m";

  @Option(names = "--seeds", paramLabel = "N", description = OptionText.SEEDS)
  private int seeds = 3;

  @Option(names = "--networks", split = ",", description = "Networks that the script knows.")
  private List<String> networks = List.of("resnet8", "resnet20", "resnet8s2", "resnet20s2");

  @Option(
      names = "--script",
      required = true,
      paramLabel = "FILE",
      description =
          "A Python script that takes TRAIN TEST --image --cpu --net --seed [--no-flip] and prints"
              + " a line of JSON with cpuSeconds, testImages and ema.test.")
  private Path script;

  @Option(names = "--python", paramLabel = "FILE", description = "The interpreter of the script.")
  private String python = "/usr/bin/python3";

  @Option(names = "--pnas", paramLabel = "FILE", description = "The command that searches.")
  private String pnas = "./pnas";

  @Option(names = "--runs", required = true, paramLabel = "DIR", description = "What is kept.")
  private Path runs;

  @Option(
      names = "--csv",
      required = true,
      paramLabel = "FILE",
      converter = OutputFile.class,
      description = "All results.")
  private Path csv;

  @Override
  public Integer call() throws IOException, InterruptedException {
    PrintWriter out = spec.commandLine().getOut();
    List<TimedRun> done = new ArrayList<>();
    for (Map.Entry<Path, String> set : sets.entrySet()) {
      String name = set.getKey().getFileName().toString();
      for (long seed = FIRST_SEED; seed <= seeds; seed++) {
        TimedRun ours = kept(set, TimedRun.SEARCH, seed, Double.NaN);
        done.add(ours);
        Optional<String> best = new TimeLimitSummary(done).best(name, limit, FIRST_SEED);
        for (String network : best.map(List::of).orElse(networks)) {
          done.add(kept(set, network, seed, ours.processorSeconds()));
        }
        TimedRun.LINES.write(done, csv);
      }
    }
    out.print(new TimeLimitSummary(done).markdown(FIRST_SEED));
    out.flush();
    return 0;
  }

  /** Returns what was found before, or finds it. */
  private TimedRun kept(Map.Entry<Path, String> set, String contestant, long seed, double seconds)
      throws IOException, InterruptedException {
    String name = set.getKey().getFileName().toString();
    Path directory =
        Files.createDirectories(runs.resolve(name + "-" + limit + "-" + contestant + "-" + seed));
    Path kept = directory.resolve("timed.csv");
    if (Files.exists(kept)) {
      return TimedRun.LINES.read(kept).get(0);
    }
    TimedRun run =
        contestant.equals(TimedRun.SEARCH)
            ? search(set, seed, directory)
            : byHand(set, contestant, seed, seconds);
    TimedRun.LINES.write(List.of(run), kept);
    spec.commandLine()
        .getErr()
        .printf(
            Locale.ROOT,
            "%s, %s, seed %d: test accuracy %.4f after %.0f processor seconds%n",
            name,
            contestant,
            seed,
            run.test(),
            run.processorSeconds());
    return run;
  }

  private TimedRun search(Map.Entry<Path, String> set, long seed, Path directory)
      throws IOException, InterruptedException {
    Path run = directory.resolve("run-" + System.currentTimeMillis());
    TimedProcess process =
        TimedProcess.run(
            List.of(
                pnas,
                "search",
                "--quiet",
                "--data",
                set.getKey().toString(),
                "--image",
                set.getValue(),
                "--time-limit",
                limit,
                "--seed",
                Long.toString(seed),
                "--out",
                run.toString()),
            Map.of());
    JsonNode result = JSON.readTree(Files.readAllBytes(run.resolve("result.json")));
    return new TimedRun(
        set.getKey().getFileName().toString(),
        limit,
        TimedRun.SEARCH,
        seed,
        process.processorSeconds(),
        result.at("/test/accuracy").asDouble(),
        testImages(set.getKey()));
  }

  private static int testImages(Path set) throws IOException {
    try (var files = Files.walk(set.resolve("test"))) {
      return (int) files.filter(Files::isRegularFile).count();
    }
  }

  private TimedRun byHand(Map.Entry<Path, String> set, String network, long seed, double seconds)
      throws IOException, InterruptedException {
    String name = set.getKey().getFileName().toString();
    List<String> words =
        new ArrayList<>(
            List.of(
                python,
                script.toString(),
                set.getKey().resolve("train").toString(),
                set.getKey().resolve("test").toString(),
                "--image",
                set.getValue(),
                "--cpu",
                String.format(Locale.ROOT, "%.1f", seconds),
                "--net",
                network,
                "--seed",
                Long.toString(seed)));
    if (unflipped.contains(name)) {
      words.add("--no-flip");
    }
    TimedProcess process = TimedProcess.run(words, Map.of("OMP_NUM_THREADS", "1"));
    String line =
        process
            .output()
            .lines()
            .filter(text -> text.startsWith("{"))
            .findFirst()
            .orElseThrow(() -> new IOException(script + " printed no JSON: " + process.output()));
    JsonNode result = JSON.readTree(line);
    return new TimedRun(
        name,
        limit,
        network,
        seed,
        result.path("cpuSeconds").asDouble(),
        result.at("/ema/test").asDouble(),
        result.path("testImages").asInt());
  }
}
