package io.github.tribuopnas.plan;

import io.github.tribuopnas.base.ImageShape;
import io.github.tribuopnas.network.NetworkSpec;
import io.github.tribuopnas.search.strategy.EconomyOptions;
import io.github.tribuopnas.space.Cell;
import io.github.tribuopnas.space.OperationGroup;
import io.github.tribuopnas.space.SpaceOptions;
import io.github.tribuopnas.training.TrainingOptions;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a plan is made for. Options that were set are kept; those at their defaults are planned.
 *
 * @param space which cells may be tried
 * @param economy where the trials are
 * @param training the networks and how they are trained
 * @param images training images, at least 2
 * @param shape their size
 * @param classes how many there are, at least 2
 * @param workers networks trained at once, at least 1
 */
public record Task(
    SpaceOptions space,
    EconomyOptions economy,
    TrainingOptions training,
    int images,
    ImageShape shape,
    int classes,
    int workers) {

  /** Smaller sets are trained in smaller batches, for the sake of the number of steps. */
  private static final int FEW_IMAGES = 2_000;

  private static final List<String> REFERENCES =
      List.of("p:identity+p:max3x3", "p:conv1x7_7x1+p:identity", "p:sep3x3+p:conv3x3");

  /** Returns what does not depend on the size of networks, by the names of options. */
  Map<String, String> options() {
    Map<String, String> options = new LinkedHashMap<>();
    options.put("--layout", "direct");
    options.put("--operations", OperationGroup.FAST.text());
    options.put("--batch", images < FEW_IMAGES ? "32" : "64");
    return options;
  }

  /** Returns the options of networks of a size. */
  TrainingOptions training(NetworkSize size) {
    return training.withUnset(options()).withUnset(size.options());
  }

  /** Returns the network of a cell. */
  NetworkSpec network(NetworkSize size, Cell cell) {
    return training(size).network(cell, shape, classes);
  }

  /**
   * Returns the options of the cheapest networks.
   *
   * @return those that were set, and planned ones
   */
  public TrainingOptions smallest() {
    return training(NetworkSize.ladder(shape).get(0));
  }

  /**
   * Returns networks to calibrate the cost of steps by.
   *
   * @return a few of the cheapest size, of different costs
   */
  public List<NetworkSpec> references() {
    return REFERENCES.stream()
        .map(cell -> smallest().network(Cell.parse(cell), shape, classes))
        .toList();
  }
}
