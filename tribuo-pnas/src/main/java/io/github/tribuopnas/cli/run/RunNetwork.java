package io.github.tribuopnas.cli.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.tribuopnas.SearchRun;
import io.github.tribuopnas.base.ImageShape;
import io.github.tribuopnas.network.NetworkSpec;
import io.github.tribuopnas.objective.LatencyMeter;
import io.github.tribuopnas.objective.ObjectiveOptions;
import io.github.tribuopnas.plan.Plan;
import io.github.tribuopnas.search.trial.Proposal;
import io.github.tribuopnas.space.Cell;
import io.github.tribuopnas.store.Study;
import io.github.tribuopnas.training.FinalOptions;
import io.github.tribuopnas.training.TrainingOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The network in which a search serves its cells.
 *
 * @param network the network, of one of the cells
 * @param cells the cells that the search asked for, tried or not, in their order
 * @param meter how the search measures latency
 */
public record RunNetwork(NetworkSpec network, List<Cell> cells, LatencyMeter meter) {

  private static final ObjectMapper JSON = new ObjectMapper();

  /**
   * Copies the list.
   *
   * @param network the network, of one of the cells
   * @param cells the cells that the search asked for, tried or not, in their order
   * @param meter how the search measures latency
   */
  public RunNetwork {
    cells = List.copyOf(cells);
  }

  /**
   * Reads the network of a search that has begun.
   *
   * @param run its directory
   * @return the network
   * @throws IOException if the directory is not that of a search
   * @throws IllegalArgumentException if the search has asked for no cell yet
   */
  public static RunNetwork read(Path run) throws IOException {
    RunConfiguration configuration = RunConfiguration.read(run);
    Study<Cell> study = Study.read(run.resolve(SearchRun.STUDY), SearchRun.space());
    Set<Cell> cells = new LinkedHashSet<>();
    study.batches().stream().flatMap(List::stream).map(Proposal::architecture).forEach(cells::add);
    if (cells.isEmpty()) {
      throw new IllegalArgumentException(run + " has asked for no cell yet");
    }
    Optional<Plan> plan = Plan.of(run);
    JsonNode searched = JSON.readTree(study.context().network());
    NetworkSpec candidate =
        WinnerTraining.options(configuration, plan, new TrainingOptions())
            .network(cells.iterator().next(), image(searched), searched.path("classes").asInt());
    return new RunNetwork(
        WinnerTraining.options(configuration, plan, new FinalOptions()).network(candidate),
        List.copyOf(cells),
        WinnerTraining.options(configuration, plan, new ObjectiveOptions()).meter());
  }

  /** Reads the size of the images from a network as a study keeps it. */
  static ImageShape image(JsonNode network) {
    JsonNode size = network.path("image");
    return new ImageShape(
        size.path("height").asInt(), size.path("width").asInt(), size.path("channels").asInt());
  }
}
