package io.github.tribuopnas;

import io.github.tribuopnas.base.Require;
import io.github.tribuopnas.base.Sha256;
import io.github.tribuopnas.network.NetworkSpec;
import io.github.tribuopnas.training.Recipe;
import java.nio.charset.StandardCharsets;

/**
 * A network that final training begins with.
 *
 * @param origin where it comes from: {@link #SEARCH}, or the name of a cell made by hand
 * @param network the network
 * @param recipe how it is trained
 * @param seed where its weights, the order of images and all noise come from
 */
public record Finalist(String origin, NetworkSpec network, Recipe recipe, long seed) {

  /** The origin of what the search found. */
  public static final String SEARCH = "search";

  /** The fraction of their epochs after which finalists are compared. */
  static final double RUNG_FRACTION = 0.25;

  private static final int NAME_LENGTH = 16;

  /**
   * Checks that the origin is told.
   *
   * @param origin where it comes from: {@link #SEARCH}, or the name of a cell made by hand
   * @param network the network
   * @param recipe how it is trained
   * @param seed where its weights, the order of images and all noise come from
   * @throws IllegalArgumentException if the origin is blank
   */
  public Finalist {
    Require.that(!origin.isBlank(), "the origin of a finalist", origin, "words");
  }

  /**
   * Returns whether the search found the cell.
   *
   * @return false if it was made by hand
   */
  public boolean isOfSearch() {
    return origin.equals(SEARCH);
  }

  /**
   * Returns after which epoch finalists are compared, if they are.
   *
   * @return a quarter of all epochs, and at least one
   */
  public int rung() {
    return (int) Math.ceil(recipe.epochs() * RUNG_FRACTION);
  }

  /**
   * Returns the same network, trained for another number of epochs; the warm-up is in proportion.
   */
  Finalist withEpochs(int epochs) {
    return new Finalist(origin, network, recipe.stretchedTo(epochs), seed);
  }

  boolean hasNetworkOf(Finalist other) {
    return network.equals(other.network);
  }

  /** Returns a name for files, of equal finalists only. */
  String fileName() {
    String text = network + "\n" + recipe + "\n" + seed;
    return Sha256.of(text.getBytes(StandardCharsets.UTF_8)).substring(0, NAME_LENGTH);
  }
}
