package io.github.tribuopnas.benchmarks.experiments;

import io.github.tribuopnas.benchmarks.charts.LineChart;
import io.github.tribuopnas.benchmarks.lines.CsvStudy;
import io.github.tribuopnas.benchmarks.lines.OptionText;
import io.github.tribuopnas.benchmarks.nasbench201.AccuracyTable;
import io.github.tribuopnas.benchmarks.nasbench201.Nasbench201Space;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Table 2 of the paper: how many models each search must train for equally good networks. */
@Command(
    name = "table2",
    description = {
      "Table 2 of the paper on NAS-Bench-201: models and examples that reinforce needs to find"
          + " networks as good as those of a progressive search.",
      "Prints a Markdown table; writes the mean accuracy of the best networks after each"
          + " evaluation as CSV, and a chart beside it, OUT with .svg."
    },
    mixinStandardHelpOptions = true,
    showDefaultValues = true)
@SuppressWarnings("NullAway.Init") // picocli sets options that are required or have a default.
final class Table2Study extends CsvStudy {

  private static final List<Integer> TOPS = List.of(1, 5, 25);

  /** What the chart shows of the curves: a point for so many evaluations. */
  private static final int POINT_EVERY = 25;

  @Option(names = "--table", required = true, paramLabel = "FILE", description = OptionText.TABLE)
  private Path table;

  @Option(names = "--seeds", paramLabel = "N", defaultValue = "50", description = OptionText.SEEDS)
  private int seeds;

  @Option(
      names = "--models",
      split = ",",
      paramLabel = "N",
      defaultValue = "75,150",
      description = "Models that the progressive search trains, a table each, ascending.")
  private int[] models;

  @Option(
      names = "--most",
      paramLabel = "N",
      defaultValue = "1000",
      description = "Models after which the baseline gives up.")
  private int most;

  private Table2Study() {}

  @Override
  public Integer call() throws IOException {
    checkNumbers();
    AccuracyTable accuracies = AccuracyTable.read(table);
    Nasbench201Space space = Nasbench201Space.ofComputations();
    Map<Integer, TopCurve> baseline = curves(Contestant.REINFORCE, space, accuracies, most);
    SavingsTable savings = new SavingsTable(baseline, seeds);
    Map<String, Map<Integer, TopCurve>> all = new TreeMap<>();
    all.put(Contestant.REINFORCE.text(), baseline);
    for (Contestant searched : List.of(Contestant.PNAS_LEVEL, Contestant.PNAS)) {
      for (int trained : models) {
        Map<Integer, TopCurve> found = curves(searched, space, accuracies, trained);
        print(savings.markdown(searched.text(), found) + "\n");
        all.put(searched.text(), found);
      }
    }
    write(all);
    writeBeside(".svg", chart(all).svg());
    return 0;
  }

  private void checkNumbers() {
    int least = TOPS.get(TOPS.size() - 1);
    int largest = Arrays.stream(models).max().orElse(0);
    require(
        seeds >= 1 && Arrays.stream(models).allMatch(n -> n >= least) && most >= largest,
        String.format(
            Locale.ROOT,
            "--seeds %d --models %s --most %d; needed are seeds from 1, models from %d, and a most"
                + " of at least as many",
            seeds,
            Arrays.toString(models),
            most,
            least));
  }

  private Map<Integer, TopCurve> curves(
      Contestant contestant, Nasbench201Space space, AccuracyTable accuracies, int evaluations) {
    List<TopCurve.Asked> asked = new ArrayList<>();
    for (long seed = 1; seed <= seeds; seed++) {
      Race race = new Race(space, accuracies, seed);
      asked.add(
          new TopCurve.Asked(race, race.run(contestant.start(race, evaluations), evaluations)));
    }
    Map<Integer, TopCurve> curves = new TreeMap<>();
    TOPS.forEach(top -> curves.put(top, TopCurve.of(asked, top, evaluations)));
    return curves;
  }

  private void write(Map<String, Map<Integer, TopCurve>> all) throws IOException {
    try (BufferedWriter writer = Files.newBufferedWriter(csv(), StandardCharsets.UTF_8)) {
      writer.write("strategy,top,evaluations,accuracy\n");
      for (Map.Entry<String, Map<Integer, TopCurve>> strategy : all.entrySet()) {
        for (Map.Entry<Integer, TopCurve> top : strategy.getValue().entrySet()) {
          double[] accuracy = top.getValue().accuracy();
          for (int i = 0; i < accuracy.length; i++) {
            writer.write(
                String.format(
                    Locale.ROOT,
                    "%s,%d,%d,%.4f%n",
                    strategy.getKey(),
                    top.getKey(),
                    i + 1,
                    accuracy[i]));
          }
        }
      }
    }
  }

  private LineChart chart(Map<String, Map<Integer, TopCurve>> all) {
    LineChart.Builder chart =
        LineChart.builder()
            .setTitle("Models trained for equally good networks, NAS-Bench-201, CIFAR-10")
            .setXTitle("distinct architectures trained")
            .setYTitle("mean validation accuracy of the best (%)");
    for (Map.Entry<String, Map<Integer, TopCurve>> strategy : all.entrySet()) {
      for (int top : List.of(TOPS.get(0), TOPS.get(TOPS.size() - 1))) {
        double[] accuracy = Objects.requireNonNull(strategy.getValue().get(top)).accuracy();
        int[] shown =
            IntStream.rangeClosed(1, accuracy.length)
                .filter(i -> i % POINT_EVERY == 0 || i == accuracy.length)
                .toArray();
        chart.addSeries(
            strategy.getKey() + ", top " + top,
            IntStream.of(shown).asDoubleStream().toArray(),
            IntStream.of(shown).mapToDouble(i -> accuracy[i - 1]).toArray());
      }
    }
    return chart.build();
  }
}
