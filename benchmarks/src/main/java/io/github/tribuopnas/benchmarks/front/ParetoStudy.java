package io.github.tribuopnas.benchmarks.front;

import io.github.tribuopnas.benchmarks.lines.CsvStudy;
import io.github.tribuopnas.benchmarks.lines.OptionText;
import io.github.tribuopnas.benchmarks.nasbench201.AccuracyTable;
import io.github.tribuopnas.benchmarks.nasbench201.Architecture;
import io.github.tribuopnas.benchmarks.nasbench201.LatencyTable;
import io.github.tribuopnas.benchmarks.nasbench201.Nasbench201Space;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** How much of the trade-off between accuracy and latency each strategy finds. */
@Command(
    name = "pareto",
    description = {
      "Compare searches for accuracy and latency on NAS-Bench-201: the hypervolume that they"
          + " dominate after so many evaluations.",
      "Prints a Markdown table; writes one line for each strategy, seed and budget as CSV, and a"
          + " chart beside it, OUT with .svg."
    },
    mixinStandardHelpOptions = true,
    showDefaultValues = true)
@SuppressWarnings("NullAway.Init") // picocli sets options that are required or have a default.
public final class ParetoStudy extends CsvStudy {

  @Option(names = "--table", required = true, paramLabel = "FILE", description = OptionText.TABLE)
  private Path table;

  @Option(
      names = "--latency",
      required = true,
      paramLabel = "FILE",
      description = "CSV with a column 'architecture' and one of milliseconds for each device.")
  private Path latency;

  @Option(
      names = "--device",
      required = true,
      paramLabel = "NAME",
      description = "The column of the device.")
  private String device;

  @Option(
      names = "--floor",
      paramLabel = "PERCENT",
      defaultValue = "80",
      description = "Validation accuracy up to which nothing counts.")
  private double floor;

  @Option(names = "--seeds", paramLabel = "N", defaultValue = "60", description = OptionText.SEEDS)
  private int seeds;

  @Option(
      names = "--budgets",
      split = ",",
      paramLabel = "N",
      defaultValue = "50,100,200,400",
      description = "Evaluations, ascending.")
  private int[] budgets;

  @Option(
      names = "--strategies",
      split = ",",
      paramLabel = "NAME",
      defaultValue = "pnas,random,nsga2",
      description = "What is compared; also pnas-ranks.")
  private List<String> strategies;

  private ParetoStudy() {}

  @Override
  public Integer call() throws IOException {
    List<FrontContestant> contestants = checked();
    FrontRace race =
        new FrontRace(AccuracyTable.read(table), LatencyTable.read(latency, device), floor);
    double whole = race.whole();
    if (!(whole > 0)) {
      throw new IOException(table + " has no cell above the floor of " + floor + " %");
    }
    Nasbench201Space space = Nasbench201Space.ofMeasurements();
    List<FrontFinding> findings = new ArrayList<>();
    for (FrontContestant contestant : contestants) {
      List<Architecture> asked = List.of();
      for (long seed = 1; seed <= seeds; seed++) {
        if (contestant.dependsOnSeed() || seed == 1) {
          asked = asked(contestant, race, space, seed);
        }
        for (int budget : budgets) {
          double found = race.hypervolume(asked.subList(0, Math.min(budget, asked.size())));
          findings.add(new FrontFinding(contestant.text(), seed, budget, found / whole));
        }
      }
    }
    FrontFinding.LINES.write(findings, csv());
    FrontSummary summary = new FrontSummary(findings, device);
    print(summary.markdown());
    writeBeside(".svg", summary.chart().svg());
    return 0;
  }

  private List<Architecture> asked(
      FrontContestant contestant, FrontRace race, Nasbench201Space space, long seed) {
    int most = budgets[budgets.length - 1];
    return race.run(contestant.start(race, space, seed, most), most);
  }

  private List<FrontContestant> checked() {
    requireAscending("--budgets", budgets);
    requireAtLeastOne("--seeds", seeds);
    require(
        floor >= 0 && floor < 100, "--floor " + floor + "; allowed are percentages from 0 to 100");
    return read(() -> strategies.stream().map(FrontContestant::of).toList());
  }
}
