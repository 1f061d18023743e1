package io.github.tribuopnas.plan;

import io.github.tribuopnas.base.ImageShape;
import io.github.tribuopnas.network.NetworkSpec;
import io.github.tribuopnas.search.strategy.EconomyOptions;
import io.github.tribuopnas.space.Cell;
import io.github.tribuopnas.space.OperationGroup;
import io.github.tribuopnas.space.SpaceOptions;
import io.github.tribuopnas.training.FinalOptions;
import io.github.tribuopnas.training.Recipe;
import io.github.tribuopnas.training.RecipeField;
import io.github.tribuopnas.training.TrainingOptions;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What a plan is made for. Options that were set are kept; those at their defaults are planned.
 *
 * @param space which cells may be tried
 * @param economy where the trials are
 * @param training the networks and how they are trained
 * @param finals the networks that are delivered
 * @param images training images, at least 2
 * @param shape their size
 * @param classes how many there are, at least 2
 * @param workers networks trained at once, at least 1
 */
public record Task(
    SpaceOptions space,
    EconomyOptions economy,
    TrainingOptions training,
    FinalOptions finals,
    int images,
    ImageShape shape,
    int classes,
    int workers) {

  /** Smaller sets are trained in smaller batches, for the sake of the number of steps. */
  private static final int FEW_IMAGES = 2_000;

  /**
   * Candidates take the steps of the final training, which lead far in few epochs, and its average
   * of the weights: while the learning rate is high, the accuracy of the weights themselves goes up
   * and down by several points from epoch to epoch, by more than cells differ.
   */
  private static final List<RecipeField> OF_FINAL_TRAINING =
      List.of(
          RecipeField.OPTIMIZER,
          RecipeField.WEIGHT_DECAY,
          RecipeField.LEARNING_RATE,
          RecipeField.AVERAGE_DECAY);

  private static final List<String> REFERENCES =
      List.of("p:identity+p:max3x3", "p:conv1x7_7x1+p:identity", "p:sep3x3+p:conv3x3");

  /** Returns what does not depend on the time, by the names of options. */
  Map<String, String> options() {
    Map<String, String> options = new LinkedHashMap<>();
    options.put("--layout", "direct");
    options.put("--operations", OperationGroup.FAST.text());
    options.put("--batch", batch(images));
    if (!training.overridesFinal(RecipeField.OPTIMIZER)) {
      options.put("--override", overrides(shape));
    }
    return options;
  }

  /** Returns how many images are in a step. */
  static String batch(int images) {
    return images < FEW_IMAGES ? "32" : "64";
  }

  /** Returns what candidates have of the recipe of final training. */
  static String overrides(ImageShape shape) {
    Map<String, String> usual = new TrainingOptions().winnerRecipe(shape.side()).fields();
    return OF_FINAL_TRAINING.stream()
        .map(field -> field.text() + "=" + usual.get(field.text()))
        .collect(Collectors.joining(" "));
  }

  /**
   * Returns the size of final networks as options of theirs. Where candidates have a size of the
   * user's, so have these.
   */
  Map<String, String> finalOptions(NetworkSize size) {
    NetworkSpec candidate = candidate(cheapest(), Planner.REFERENCE);
    boolean isPlanned =
        new NetworkSize(candidate.stemStride(), candidate.filters(), candidate.repeats())
            .equals(cheapest());
    return isPlanned ? size.finalOptions() : Map.of();
  }

  private NetworkSize cheapest() {
    return NetworkSize.ladder(shape).get(0);
  }

  /** Returns the network of a candidate of a size. */
  NetworkSpec candidate(NetworkSize size, Cell cell) {
    return candidates(size).network(cell, shape, classes);
  }

  private TrainingOptions candidates(NetworkSize size) {
    return training.withUnset(options()).withUnset(size.options());
  }

  /** Returns the network of a size in which a cell is delivered. */
  NetworkSpec network(NetworkSize size, Cell cell) {
    return finals.withUnset(finalOptions(size)).network(candidate(cheapest(), cell));
  }

  /**
   * Returns how candidates are trained.
   *
   * @return the recipe of options that were set, and of planned ones
   */
  public Recipe candidateRecipe() {
    return candidates(cheapest()).candidateRecipe(shape.side());
  }

  /**
   * Returns networks to calibrate the cost of steps by.
   *
   * @return a few of the cheapest size, of different costs
   */
  public List<NetworkSpec> references() {
    return REFERENCES.stream().map(cell -> candidate(cheapest(), Cell.parse(cell))).toList();
  }
}
