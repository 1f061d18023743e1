package io.github.tribuopnas.cost;

import io.github.tribuopnas.base.Require;
import io.github.tribuopnas.network.NetworkSpec;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * Trains networks for one time instead of one number of epochs: a cheap one sees the images more
 * often than a dear one. What it gives depends on what was measured before alone, so that a search
 * can be repeated elsewhere.
 *
 * @param seconds processor seconds of layers, as {@link LayerTimes#seconds()} has them; at least
 *     one. A layer that is not there counts as their mean
 * @param batch images in a step
 * @param rest seconds of a step outside the layers
 * @param factor how many times longer layers take in a network
 * @param reference seconds of a step of the network that is trained for the number of epochs that
 *     is asked for, above 0
 */
public record EqualTime(
    Map<String, Double> seconds, int batch, double rest, double factor, double reference) {

  /** No network is trained for more times the epochs of the reference. */
  private static final int MOST_TIMES = 4;

  /** After one epoch no network can be told from another. */
  private static final int LEAST = 2;

  /**
   * Copies the table.
   *
   * @param seconds processor seconds of layers, as {@link LayerTimes#seconds()} has them; at least
   *     one. A layer that is not there counts as their mean
   * @param batch images in a step
   * @param rest seconds of a step outside the layers
   * @param factor how many times longer layers take in a network
   * @param reference seconds of a step of the network that is trained for the number of epochs that
   *     is asked for, above 0
   * @throws IllegalArgumentException if there is no layer, or the reference takes no time
   */
  public EqualTime {
    seconds = Collections.unmodifiableMap(new TreeMap<>(seconds));
    Require.atLeast("layers of a table", seconds.size(), 1);
    Require.positive("the seconds of the reference's step", reference);
  }

  /**
   * Freezes what a cost model knows.
   *
   * @param cost the model, which has measured the layers of the networks to come
   * @param reference the network that is trained for the number of epochs that is asked for
   * @return the times
   */
  public static EqualTime of(StepCost cost, NetworkSpec reference) {
    double step = cost.seconds(reference);
    return new EqualTime(cost.times().seconds(), cost.batch(), cost.rest(), cost.factor(), step);
  }

  /**
   * Returns how many epochs of a network take as long as some of the reference.
   *
   * @param network the network
   * @param epochs epochs of the reference, at least 1
   * @return at least 2, and at most four times the epochs of the reference
   */
  public int epochs(NetworkSpec network, int epochs) {
    double mean =
        seconds.values().stream().mapToDouble(Double::doubleValue).average().orElseThrow();
    LayerTimes times = new LayerTimes(seconds, (use, images) -> mean);
    double step = new StepCost(times, batch, rest, factor).seconds(network);
    long equal = Math.round(epochs * reference / step);
    return (int) Math.max(LEAST, Math.min(equal, (long) MOST_TIMES * epochs));
  }
}
