package io.github.tribuopnas.objective;

import io.github.tribuopnas.network.NetworkSpec;
import io.github.tribuopnas.search.Surrogate;
import io.github.tribuopnas.search.trial.Objective;
import io.github.tribuopnas.search.trial.Trial;
import io.github.tribuopnas.space.Candidates;
import io.github.tribuopnas.space.Cell;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What measured objectives were predicted to be, as a search predicts them where a level begins:
 * from all that was measured at the levels before.
 *
 * @param served the network that is served; its own cell does not matter
 */
public record Hindsight(NetworkSpec served) {

  /**
   * Predicts the trials of a search.
   *
   * @param trials its trials
   * @param objectives what it optimizes
   * @return the predicted value of each cell above the first level, by the metric of each objective
   *     that is measured on exported files
   */
  public Map<String, Map<Cell, Double>> of(List<Trial<Cell>> trials, List<Objective> objectives) {
    Map<String, Map<Cell, Double>> all = new LinkedHashMap<>();
    for (Objective objective : objectives) {
      if (ServedMeasure.isLearned(objective.metric())) {
        all.put(objective.metric(), of(trials, objective));
      }
    }
    return all;
  }

  private Map<Cell, Double> of(List<Trial<Cell>> trials, Objective objective) {
    SortedMap<Integer, List<Trial<Cell>>> levels =
        trials.stream()
            .filter(trial -> Double.isFinite(objective.value(trial)))
            .collect(
                Collectors.groupingBy(
                    trial -> trial.architecture().size(), TreeMap::new, Collectors.toList()));
    Map<Cell, Double> predicted = new HashMap<>();
    levels.forEach(
        (level, own) -> {
          List<Trial<Cell>> before =
              levels.headMap(level).values().stream().flatMap(List::stream).toList();
          Surrogate<Cell> surrogate = new FileSurrogate(served);
          if (!before.isEmpty() && before.size() >= surrogate.minimumTrials()) {
            surrogate.fit(
                before.stream().map(Trial::architecture).toList(),
                before.stream().mapToDouble(objective::value).toArray());
            List<Cell> cells = own.stream().map(Trial::architecture).distinct().toList();
            double[] mean = new double[cells.size()];
            surrogate.predict(Candidates.of(cells), mean, new double[cells.size()]);
            for (int i = 0; i < mean.length; i++) {
              predicted.put(cells.get(i), mean[i]);
            }
          }
        });
    return predicted;
  }
}
