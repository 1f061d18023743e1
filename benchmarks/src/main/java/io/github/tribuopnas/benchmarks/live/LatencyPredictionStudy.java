package io.github.tribuopnas.benchmarks.live;

import io.github.tribuopnas.base.ImageShape;
import io.github.tribuopnas.benchmarks.lines.CsvStudy;
import io.github.tribuopnas.benchmarks.lines.OptionText;
import io.github.tribuopnas.network.NetworkOptions;
import io.github.tribuopnas.network.NetworkSpec;
import io.github.tribuopnas.network.Setting;
import io.github.tribuopnas.objective.Hindsight;
import io.github.tribuopnas.objective.LatencyMeter;
import io.github.tribuopnas.search.trial.Metrics;
import io.github.tribuopnas.search.trial.Objective;
import io.github.tribuopnas.search.trial.Proposal;
import io.github.tribuopnas.search.trial.Trial;
import io.github.tribuopnas.space.Cell;
import io.github.tribuopnas.space.CellSpace;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Predicts the latency of random cells from that of smaller ones. */
@Command(
    name = "latency-prediction",
    description =
        "Time the exported models of random cells, and predict each level from the levels below as"
            + " a search does. Nothing is trained; nothing else should run on the machine.",
    mixinStandardHelpOptions = true,
    showDefaultValues = true)
public final class LatencyPredictionStudy extends CsvStudy {

  private static final int CLASSES = 10;
  private static final Objective LATENCY = Objective.minimize(Metrics.LATENCY);

  @Option(names = "--cells", paramLabel = "N", description = "Random cells of each level.")
  private int cells = 16;

  @Option(names = "--blocks", paramLabel = "B", description = OptionText.BLOCKS)
  private int blocks = 5;

  @Option(names = "--filters", paramLabel = "F", description = OptionText.FILTERS)
  private int filters = 8;

  @Option(names = "--image", paramLabel = "HxWxC", description = OptionText.IMAGE)
  private String image = "28x28x1";

  @Option(names = "--stem-stride", paramLabel = "N", description = NetworkOptions.STEM_STRIDE)
  private int stemStride = 1;

  @Option(names = "--seed", paramLabel = "N", description = OptionText.SEED)
  private long seed = 1;

  /** For picocli. */
  public LatencyPredictionStudy() {}

  @Override
  public Integer call() throws IOException {
    requireAtLeastOne("--cells", cells);
    CellSpace space = read(() -> CellSpace.builder().setBlocks(blocks).build());
    SplittableRandom random = new SplittableRandom(seed);
    LatencyMeter meter = new LatencyMeter(1, 1);
    List<Trial<Cell>> timed = new ArrayList<>();
    for (int level = 1; level <= blocks; level++) {
      int wanted = level;
      Stream.generate(() -> space.random(wanted, random))
          .distinct()
          .limit(cells)
          .forEach(
              cell ->
                  timed.add(
                      Trial.complete(
                          Proposal.unpredicted(cell, wanted),
                          Metrics.NONE.with(
                              Metrics.LATENCY, meter.time(network(cell)).milliseconds()))));
    }
    Map<Cell, Double> predicted =
        new Hindsight(network(timed.get(0).architecture()))
            .of(timed, List.of(LATENCY))
            .getOrDefault(Metrics.LATENCY, Map.of());
    List<PredictedLatency> lines =
        timed.stream()
            .map(
                trial ->
                    new PredictedLatency(
                        trial.architecture().size(),
                        trial.architecture().toString(),
                        LATENCY.value(trial),
                        predicted.getOrDefault(trial.architecture(), Double.NaN)))
            .toList();
    PredictedLatency.LINES.write(lines, csv());
    print(PredictedLatency.markdown(lines, blocks));
    return 0;
  }

  private NetworkSpec network(Cell cell) {
    return Setting.PROXY
        .of(cell)
        .optFilters(filters)
        .optStemStride(stemStride)
        .optImage(ImageShape.parse(image))
        .optClasses(CLASSES)
        .build();
  }
}
