package io.github.tribuopnas.search.strategy;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.tribuopnas.search.front.Hypervolume;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExpectedHypervolumeTest {

  /** Of a standard normal number, from tables of its distribution and density. */
  @ParameterizedTest
  @CsvSource({"0, 0.3989423", "1, 0.0833155", "-1, 1.0833155", "2, 0.0084907"})
  void excessOfANormalNumber(double threshold, double excess) {
    assertEquals(excess, NormalExcess.of(0, 1, threshold), 1e-6);
    assertEquals(3 * excess, NormalExcess.of(5, 3, 5 + 3 * threshold), 1e-5);
  }

  @Test
  void whatIsCertainExceedsByItsDistance() {
    assertEquals(2, NormalExcess.of(5, 0, 3));
    assertEquals(0, NormalExcess.of(3, 0, 5));
    assertEquals(0, NormalExcess.of(3, 1, Double.POSITIVE_INFINITY));
  }

  private static double[][] scores(int candidates, int objectives, SplittableRandom random) {
    return IntStream.range(0, candidates)
        .mapToObj(i -> random.doubles(objectives, 0, 10).toArray())
        .toArray(double[][]::new);
  }

  private static double[][] byObjective(double[][] scores) {
    double[][] turned = new double[scores[0].length][scores.length];
    for (int i = 0; i < scores.length; i++) {
      for (int j = 0; j < turned.length; j++) {
        turned[j][i] = scores[i][j];
      }
    }
    return turned;
  }

  /** One after the other, each that which adds the most to the volume of all before it. */
  @ParameterizedTest
  @ValueSource(ints = {2, 3, 4})
  void certainCandidatesAreTakenByWhatTheyAddToTheVolume(int objectives) {
    SplittableRandom random = new SplittableRandom(objectives);
    double[][] candidates = scores(60, objectives, random);
    List<double[]> front = new ArrayList<>(Arrays.asList(scores(4, objectives, random)));
    double[][] measured = front.toArray(double[][]::new);
    double[] reference = new double[objectives];
    int[] expected = new int[6];
    for (int i = 0; i < expected.length; i++) {
      List<double[]> before = List.copyOf(front);
      expected[i] =
          IntStream.range(0, candidates.length)
              .filter(place -> place % 7 != 0)
              .boxed()
              .max(Comparator.comparingDouble(place -> volume(before, candidates[place])))
              .orElseThrow();
      front.add(candidates[expected[i]]);
    }
    Predictions predictions =
        new Predictions(byObjective(candidates), new double[objectives][candidates.length]);
    assertArrayEquals(
        expected,
        new ExpectedHypervolume()
            .choose(predictions, measured, reference, expected.length, place -> place % 7 != 0));
  }

  private static double volume(List<double[]> points, double[] more) {
    List<double[]> all = new ArrayList<>(points);
    all.add(more);
    return Hypervolume.of(all.toArray(double[][]::new), new double[more.length]);
  }

  /** The mean of what normally distributed draws add is what is expected. */
  @Test
  void theMoreUncertainOfEqualsIsTakenAsDrawsSay() {
    double[][] measured = {{8, 3}, {4, 7}};
    double[][] mean = {{6, 6, 5}, {5, 5, 4}};
    double[][] deviation = {{0.5, 2, 3}, {0.5, 1, 3}};
    double[] added = new double[3];
    SplittableRandom random = new SplittableRandom(1);
    double before = Hypervolume.of(measured, new double[2]);
    for (int place = 0; place < added.length; place++) {
      for (int draw = 0; draw < 20_000; draw++) {
        double[] drawn = {
          mean[0][place] + deviation[0][place] * random.nextGaussian(),
          mean[1][place] + deviation[1][place] * random.nextGaussian()
        };
        added[place] += volume(List.of(measured), drawn) - before;
      }
    }
    int best =
        IntStream.range(0, 3).boxed().max(Comparator.comparingDouble(i -> added[i])).orElseThrow();
    int[] chosen =
        new ExpectedHypervolume()
            .choose(new Predictions(mean, deviation), measured, new double[2], 1, place -> true);
    assertArrayEquals(new int[] {best}, chosen);
  }

  @Test
  void fewerAreChosenWhereNoMoreAreAllowed() {
    Predictions predictions = new Predictions(new double[2][3], new double[2][3]);
    assertArrayEquals(
        new int[] {1},
        new ExpectedHypervolume()
            .choose(predictions, new double[0][], new double[2], 5, place -> place == 1));
  }
}
