package io.github.tribuopnas.benchmarks.experiments;

import io.github.tribuopnas.benchmarks.lines.CsvStudy;
import io.github.tribuopnas.benchmarks.lines.OptionText;
import io.github.tribuopnas.benchmarks.nasbench201.AccuracyTable;
import io.github.tribuopnas.benchmarks.nasbench201.Architecture;
import io.github.tribuopnas.benchmarks.nasbench201.Nasbench201Space;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** How good the best network is that each strategy finds with so many evaluations. */
@Command(
    name = "efficiency",
    description = {
      "Compare strategies on NAS-Bench-201: the best validation accuracy after so many"
          + " evaluations.",
      "Prints a Markdown table; writes one line for each strategy, seed and budget as CSV, and a"
          + " chart beside it, OUT with .svg."
    },
    mixinStandardHelpOptions = true,
    showDefaultValues = true)
@SuppressWarnings("NullAway.Init") // picocli sets options that are required or have a default.
final class EfficiencyStudy extends CsvStudy {

  @Option(names = "--table", required = true, paramLabel = "FILE", description = OptionText.TABLE)
  private Path table;

  @Option(names = "--seeds", paramLabel = "N", defaultValue = "200", description = OptionText.SEEDS)
  private int seeds;

  @Option(
      names = "--budgets",
      split = ",",
      paramLabel = "N",
      defaultValue = "50,100,150,200,300",
      description = "Evaluations, ascending.")
  private int[] budgets;

  @Option(
      names = "--strategies",
      split = ",",
      paramLabel = "NAME",
      defaultValue = "pnas,pnas-level,random,evolution,reinforce",
      description =
          "What is compared; also pnas-mean, pnas-thompson," + " pnas-explore, pnas-level-ucb.")
  private List<String> strategies;

  @Option(
      names = "--architectures",
      paramLabel = "distinct|all",
      defaultValue = "distinct",
      description = "Whether cells that compute the same are one architecture.")
  private String architectures;

  @Option(
      names = "--from",
      split = ",",
      paramLabel = "CSV",
      description =
          "Sum up what earlier runs wrote, such as of a strategy each, instead of searching.")
  private List<Path> from = List.of();

  private EfficiencyStudy() {}

  @Override
  public Integer call() throws IOException {
    List<Contestant> contestants = checked();
    AccuracyTable accuracies = AccuracyTable.read(table);
    Nasbench201Space space =
        architectures.equals("all")
            ? Nasbench201Space.ofTexts()
            : Nasbench201Space.ofComputations();
    List<Finding> findings = new ArrayList<>();
    for (Path earlier : from) {
      findings.addAll(Finding.LINES.read(earlier));
    }
    if (from.isEmpty()) {
      for (Contestant contestant : contestants) {
        for (long seed = 1; seed <= seeds; seed++) {
          findings.addAll(findings(contestant, new Race(space, accuracies, seed)));
        }
      }
    }
    Finding.LINES.write(findings, csv());
    Efficiency efficiency = new Efficiency(findings, accuracies.best(space));
    print(efficiency.markdown());
    writeBeside(".svg", efficiency.chart().svg());
    return 0;
  }

  private List<Contestant> checked() {
    requireAscending("--budgets", budgets);
    requireAtLeastOne("--seeds", seeds);
    require(
        List.of("distinct", "all").contains(architectures),
        "--architectures " + architectures + "; allowed are distinct and all");
    return read(() -> strategies.stream().map(Contestant::of).toList());
  }

  private List<Finding> findings(Contestant contestant, Race race) {
    List<Finding> findings = new ArrayList<>();
    List<Architecture> asked = List.of();
    for (int budget : budgets) {
      if (contestant.dependsOnBudget() || asked.isEmpty()) {
        int whole = contestant.dependsOnBudget() ? budget : budgets[budgets.length - 1];
        asked = race.run(contestant.start(race, whole), whole);
      }
      findings.add(best(contestant, race, asked, budget));
    }
    return findings;
  }

  private static Finding best(
      Contestant contestant, Race race, List<Architecture> asked, int budget) {
    Architecture best = asked.get(0);
    for (Architecture architecture : asked.subList(0, Math.min(budget, asked.size()))) {
      if (race.table().validation(architecture) > race.table().validation(best)) {
        best = architecture;
      }
    }
    return new Finding(
        contestant.text(),
        race.seed(),
        budget,
        race.table().validation(best),
        race.table().test(best));
  }
}
