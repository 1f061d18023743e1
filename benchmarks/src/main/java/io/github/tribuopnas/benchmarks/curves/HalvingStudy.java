package io.github.tribuopnas.benchmarks.curves;

import io.github.tribuopnas.base.Seeds;
import io.github.tribuopnas.base.Shuffle;
import io.github.tribuopnas.benchmarks.lines.CsvStudy;
import io.github.tribuopnas.benchmarks.lines.Sample;
import io.github.tribuopnas.search.Search;
import io.github.tribuopnas.search.SearchResult;
import io.github.tribuopnas.search.SearchStrategy;
import io.github.tribuopnas.search.strategy.Halving;
import io.github.tribuopnas.search.strategy.economy.HalvedSearch;
import io.github.tribuopnas.search.strategy.economy.HalvingSearch;
import io.github.tribuopnas.search.trial.Objective;
import io.github.tribuopnas.search.trial.Proposal;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** What stopping candidates early saves and costs, on known learning curves. */
@Command(
    name = "halving",
    description = {
      "Finds the best of a sample of networks by successive halving and by training all of them,"
          + " on known learning curves.",
      "Prints a Markdown table; writes cost and regret of each policy and sample as CSV."
    },
    mixinStandardHelpOptions = true,
    showDefaultValues = true)
@SuppressWarnings("NullAway.Init") // picocli sets options that are required or have a default.
public final class HalvingStudy extends CsvStudy {

  private static final String FULL = "full";

  /** A policy by what takes part, in how many races at the same time, and how these go. */
  private record Policy(double fraction, int races, Halving halving) {

    SearchStrategy<Integer> strategy(List<Proposal<Integer>> candidates, int epochs) {
      return races == 1
          ? new HalvingSearch<>(candidates, halving, epochs, Objective.ACCURACY)
          : new HalvedSearch<>(new Parts(candidates, races), halving, epochs, Objective.ACCURACY);
    }
  }

  @Option(
      names = "--curves",
      required = true,
      paramLabel = "FILE",
      description =
          "CSV with the columns id,test,epoch1,epoch2,..., accuracies in percent; or what ranking"
              + " wrote.")
  private Path file;

  @Option(
      names = "--halving",
      paramLabel = "FORM",
      description = "A further policy, such as halving(0.1,0.25,2,2); can be repeated.")
  private List<String> forms = List.of();

  @Option(
      names = "--samples",
      paramLabel = "N",
      defaultValue = "243",
      description = "Networks in a sample.")
  private int samples;

  @Option(
      names = "--seeds",
      paramLabel = "N",
      defaultValue = "400",
      description = "Samples, with seeds 1 to N.")
  private int seeds;

  private HalvingStudy() {}

  private Map<String, Policy> policies() {
    Map<String, Policy> policies = new LinkedHashMap<>();
    policies.put(FULL, new Policy(1, 1, new Halving(0.5, 0.5, 2, Integer.MAX_VALUE)));
    policies.put("random-tenth", new Policy(0.1, 1, new Halving(0.5, 0.5, 2, Integer.MAX_VALUE)));
    policies.put("thirds", new Policy(1, 1, new Halving(0.03, 1 / 3.0, 3, 3)));
    policies.put("default", new Policy(1, 1, Halving.DEFAULT));
    for (int races : new int[] {3, 9, 27}) {
      policies.put("default-" + races + "-races", new Policy(1, races, Halving.DEFAULT));
    }
    for (String form : forms) {
      policies.put(form, new Policy(1, 1, Halving.FORMS.parse(form).orElseThrow()));
    }
    return policies;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    CurveTable table = CurveTable.read(file);
    require(
        samples >= 1 && samples <= table.curves().size() && seeds >= 1,
        String.format(
            Locale.ROOT,
            "--samples %d --seeds %d; needed are samples of 1 to %d curves, and seeds from 1",
            samples,
            seeds,
            table.curves().size()));
    List<HalvingFinding> findings = new ArrayList<>();
    Map<String, Policy> policies = policies();
    for (Map.Entry<String, Policy> policy : policies.entrySet()) {
      for (long seed = 1; seed <= seeds; seed++) {
        findings.add(run(policy.getKey(), policy.getValue(), table, seed));
      }
    }
    HalvingFinding.FORMAT.write(findings, csv());
    print(markdown(policies.keySet(), findings));
    return 0;
  }

  private HalvingFinding run(String name, Policy policy, CurveTable table, long seed)
      throws InterruptedException {
    int[] all =
        Shuffle.permutation(
            table.curves().size(), new SplittableRandom(Seeds.derive(seed, "sample")));
    int[] sample = Arrays.copyOf(all, samples);
    int taking = Math.max(1, (int) Math.round(policy.fraction() * samples));
    List<Proposal<Integer>> candidates =
        Arrays.stream(sample, 0, taking)
            .mapToObj(network -> Proposal.unpredicted(network, 1))
            .toList();
    try (CurveExecutor executor = new CurveExecutor(table)) {
      SearchResult<Integer> result =
          Search.<Integer>builder()
              .setStrategy(policy.strategy(candidates, table.epochs()))
              .setExecutor(executor)
              .build()
              .run();
      int chosen = result.best(List.of(Objective.ACCURACY)).orElseThrow().architecture();
      double best =
          Arrays.stream(sample).mapToDouble(i -> table.curves().get(i).test()).max().orElseThrow();
      return new HalvingFinding(
          name,
          seed,
          executor.epochs() / ((double) samples * table.epochs()),
          best - table.curves().get(chosen).test());
    }
  }

  private String markdown(Set<String> policies, List<HalvingFinding> findings) {
    StringBuilder text = new StringBuilder();
    double full = regrets(findings, FULL).mean();
    text.append(
        String.format(
            Locale.ROOT,
            "%d samples of %d networks. Regret: the best test accuracy of the sample less that of"
                + " the network chosen, in points; in brackets its standard error.%n%n| policy |"
                + " cost | regret | above training all |%n|---|---:|---:|---:|%n",
            seeds,
            samples));
    for (String policy : policies) {
      Sample regrets = regrets(findings, policy);
      double cost =
          findings.stream()
              .filter(finding -> finding.policy().equals(policy))
              .mapToDouble(HalvingFinding::cost)
              .average()
              .orElseThrow();
      text.append(
          String.format(
              Locale.ROOT,
              "| `%s` | 1/%.1f | %.3f (%.3f) | %+.3f |%n",
              policy,
              1 / cost,
              regrets.mean(),
              regrets.standardError(),
              regrets.mean() - full));
    }
    return text.toString();
  }

  private static Sample regrets(List<HalvingFinding> findings, String policy) {
    return Sample.of(
        findings.stream()
            .filter(finding -> finding.policy().equals(policy))
            .mapToDouble(HalvingFinding::regret));
  }
}
