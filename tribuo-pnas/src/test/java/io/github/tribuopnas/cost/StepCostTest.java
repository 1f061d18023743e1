package io.github.tribuopnas.cost;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.tribuopnas.base.ImageShape;
import io.github.tribuopnas.network.LayerUse;
import io.github.tribuopnas.network.NetworkSpec;
import io.github.tribuopnas.network.Setting;
import io.github.tribuopnas.space.Cell;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StepCostTest {

  private static NetworkSpec network(String cell) {
    return Setting.PROXY
        .of(Cell.parse(cell))
        .optRepeats(1)
        .optFilters(8)
        .optStemMultiplier(1)
        .optImage(new ImageShape(16, 16, 1))
        .optClasses(10)
        .build();
  }

  /** Stem, three cells of an adjustment, two branches, and classifier: those are run. */
  @Test
  void sumsTheLayersThatAreRun() {
    List<String> measured = new ArrayList<>();
    LayerTimes times =
        new LayerTimes(
            Map.of(),
            (use, batch) -> {
              measured.add(use.description());
              return use.description().contains("ConvolutionNorm") ? 1 : 0;
            });
    StepCost cost = new StepCost(times, 32, 10, 2);
    // The stem, p in three cells, sep3x3 of two convolutions each in three cells (one Sequential,
    // whose description begins with its first layer), two strided identities.
    assertEquals(10 + 2 * (1 + 3 + 3 + 2), cost.seconds(network("p:sep3x3+p:identity")));
    assertEquals(measured.size(), measured.stream().distinct().count(), "each is measured once");
  }

  @Test
  void leavesOutAnInputThatNoBranchReads() {
    long adjusting =
        LayerUse.of(network("p:identity+p:identity")).stream()
            .filter(use -> use.description().startsWith("FactorizedReduction"))
            .count();
    assertEquals(0, adjusting);
  }

  /** A depthwise convolution of 3x3 and a dilated one have the same weights. */
  @Test
  void tellsDilatedConvolutionsApart() {
    assertTrue(
        LayerUse.of(network("p:dil3x3+p:dil3x3")).stream()
            .map(LayerUse::description)
            .noneMatch(
                LayerUse.of(network("p:sep3x3+p:sep3x3")).stream()
                        .map(LayerUse::description)
                        .filter(text -> text.contains(":8>8"))
                        .toList()
                    ::contains));
  }

  @Test
  void measuresLayersWithTheEngine() {
    LayerTimes times = LayerTimes.measuring(Map.of());
    StepCost cost = new StepCost(times, 2, 0, 1);
    double seconds = cost.seconds(network("p:sep3x3+pp:avg3x3"));
    assertTrue(seconds > 0 && seconds < 10, "seconds " + seconds);
  }

  @Test
  void isReadAsItWasWritten(@TempDir Path directory) throws Exception {
    Path file = directory.resolve("costs/table.json");
    LayerTimes times = new LayerTimes(Map.of("32 x layer", 0.25), (use, batch) -> 1);
    times.write(file);
    assertEquals(Map.of("32 x layer", 0.25), LayerTimes.read(file).seconds());
    Files.writeString(file, "no table");
    assertEquals(Map.of(), LayerTimes.read(file).seconds());
  }

  /** The line through (1, 5), (2, 7) and (3, 9): 3 + 2 x. */
  @Test
  void isFittedToNetworks() {
    StepCost cost = fit(point(1, 5), point(3, 9), point(2, 7));
    assertEquals(2, cost.factor(), 1e-9);
    assertEquals(3, cost.rest(), 1e-9);
  }

  /** A step is no shorter without layers; 2 x is then the best through (1, 2) and (2, 4). */
  @Test
  void hasNoNegativeRest() {
    assertEquals(0, fit(point(1, 2), point(2, 5)).rest());
    assertEquals(2, fit(point(1, 2), point(1, 2)).factor(), 1e-9);
    assertEquals(2, fit(point(1, 2)).factor(), 1e-9);
  }

  /** Of layers of a second each, the network of fewer layers is trained for more epochs. */
  @Test
  void equalTimesAreEpochsInverseToTheCostOfAStep() {
    LayerTimes times = new LayerTimes(Map.of(), (use, batch) -> use.times() == 1 ? 1 : 0);
    StepCost cost = new StepCost(times, 32, 0, 1);
    NetworkSpec reference = network("p:sep3x3+p:sep3x3");
    NetworkSpec light = network("p:identity+p:identity");
    // Stem, head, p in three cells; two operations in three cells, of which unstrided identities
    // are no layers but are counted as such.
    cost.seconds(reference);
    cost.seconds(light);
    EqualTime equal = EqualTime.of(cost, reference);
    assertEquals(10, equal.epochs(reference, 10));
    assertEquals(
        Math.round(10 * cost.seconds(reference) / cost.seconds(light)), equal.epochs(light, 10));
    EqualTime ofLight = EqualTime.of(cost, light);
    assertEquals(2, new EqualTime(equal.seconds(), 32, 0, 1, 0.5).epochs(reference, 3));
    assertEquals(40, new EqualTime(equal.seconds(), 32, 0, 1, 5000).epochs(light, 10));
    assertTrue(ofLight.epochs(reference, 10) <= 10);
  }

  private static Calibration.Point point(double layers, double measured) {
    return new Calibration.Point(layers, measured);
  }

  private static StepCost fit(Calibration.Point... points) {
    return Calibration.fit(new LayerTimes(Map.of(), (use, batch) -> 1), 32, List.of(points));
  }
}
