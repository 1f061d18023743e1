package io.github.tribuopnas.benchmarks.curves;

import io.github.tribuopnas.benchmarks.lines.LineFormat;
import java.util.List;

/**
 * What one policy found among one sample of networks.
 *
 * @param policy the name of the policy
 * @param seed the seed of the sample
 * @param cost the epochs trained, as a fraction of training all networks of the sample fully
 * @param regret the best test accuracy of the sample less that of the network chosen, in points
 */
record HalvingFinding(String policy, long seed, double cost, double regret) {

  static final LineFormat<HalvingFinding> FORMAT =
      new LineFormat<>(
          List.of("policy", "seed", "cost", "regret"),
          finding -> List.of(finding.policy, finding.seed, finding.cost, finding.regret),
          line ->
              new HalvingFinding(
                  line.get("policy"),
                  Long.parseLong(line.get("seed")),
                  Double.parseDouble(line.get("cost")),
                  Double.parseDouble(line.get("regret"))));
}
