package io.github.tribuopnas.surrogate.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.tribuopnas.search.Surrogate;
import io.github.tribuopnas.space.Candidates;
import io.github.tribuopnas.space.Cell;
import io.github.tribuopnas.space.CellSpace;
import io.github.tribuopnas.surrogate.feature.CellFeatures;
import io.github.tribuopnas.surrogate.feature.FeatureExtractor;
import io.github.tribuopnas.testing.SurrogateContract;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class GaussianProcessTest extends SurrogateContract {

  @Override
  protected Surrogate<Cell> surrogate(CellSpace space, long seed) {
    return new GaussianProcess<>(new CellFeatures(space));
  }

  /** A number as its own only feature. */
  private static final class Itself implements FeatureExtractor<Double> {
    @Override
    public List<String> names() {
      return List.of("itself");
    }

    @Override
    public void extract(Double number, double[] row) {
      row[0] = number;
    }
  }

  private record Numbers(List<Double> numbers) implements Candidates<Double> {
    @Override
    public int size() {
      return numbers.size();
    }

    @Override
    public Double get(int index) {
      return numbers.get(index);
    }
  }

  /**
   * Two measurements, 0 and 2, of values 0 and 2: standardized rows and values -1 and 1, where the
   * two rows of variance 1 that are added change nothing. With the covariance c of both, the mean
   * at 0 is (c - 1) / (1 + noise - c), and so is that of any by its covariances.
   */
  @Test
  void twoMeasurementsAsCountedByHand() {
    double[][] squares = {{0, 4}, {4, 0}};
    Posterior posterior = Posterior.of(squares, new double[] {-1, 1}, 2, 0.1);
    double c = Math.exp(-4 / 8.0);
    double half = Math.exp(-1 / 8.0);
    double[] mean = new double[2];
    double[] deviation = new double[2];
    // At the first, and in the middle.
    posterior.predict(new double[][] {{0, 1}, {4, 1}}, mean, deviation);
    assertEquals((c - 1) / (1.1 - c), mean[0], 1e-12);
    assertEquals(0, mean[1], 1e-12);
    assertEquals(Math.sqrt(1.1 - 2 * half * half / (1.1 + c)), deviation[1], 1e-12);
  }

  @Test
  void aSmoothFunctionIsFoundBetweenItsMeasurementsAndDoubtedBeyond() {
    GaussianProcess<Double> process = new GaussianProcess<>(new Itself());
    List<Double> measured = IntStream.range(0, 12).mapToObj(i -> i / 2.0).toList();
    process.fit(measured, measured.stream().mapToDouble(Math::sin).toArray());
    double[] mean = new double[2];
    double[] deviation = new double[2];
    process.predict(new Numbers(List.of(2.25, 12.0)), mean, deviation);
    assertEquals(Math.sin(2.25), mean[0], 0.01);
    assertTrue(deviation[1] > 5 * deviation[0], deviation[0] + " and " + deviation[1]);
  }

  @Test
  void equalValuesArePredictedEverywhere() {
    GaussianProcess<Double> process = new GaussianProcess<>(new Itself());
    process.fit(List.of(1.0, 2.0, 3.0), new double[] {4, 4, 4});
    double[] mean = new double[1];
    process.predict(new Numbers(List.of(9.0)), mean, new double[1]);
    assertEquals(4, mean[0], 1e-12);
  }
}
