package io.github.tribuopnas.execution;

import io.github.tribuopnas.network.NetworkSpec;
import io.github.tribuopnas.search.trial.TrialContext;
import io.github.tribuopnas.training.Recipe;
import java.util.Objects;

/**
 * What a candidate's result depends on besides its cell and the images.
 *
 * @param network the network; its cell is replaced by each candidate's
 * @param recipe how candidates are trained
 * @param seed the seed of the search, from which each candidate's is derived
 */
public record CandidateContext(NetworkSpec network, Recipe recipe, long seed) {

  /**
   * Checks that nothing is missing.
   *
   * @param network the network; its cell is replaced by each candidate's
   * @param recipe how candidates are trained
   * @param seed the seed of the search, from which each candidate's is derived
   */
  public CandidateContext {
    Objects.requireNonNull(network, "network");
    Objects.requireNonNull(recipe, "recipe");
  }

  /**
   * Returns these settings as a store keeps them.
   *
   * @param fingerprint the fingerprint of the images
   * @return the settings as text; the network's without its cell
   */
  public TrialContext forStore(String fingerprint) {
    return new TrialContext(
        WorkerJson.withoutCell(network), WorkerJson.text(recipe), fingerprint, seed);
  }
}
