package io.github.tribuopnas.execution;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.github.tribuopnas.base.Sha256;
import io.github.tribuopnas.cost.EqualTime;
import io.github.tribuopnas.network.NetworkSpec;
import io.github.tribuopnas.search.trial.TrialContext;
import io.github.tribuopnas.training.Recipe;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a candidate's result depends on besides its cell and the images.
 *
 * @param network the network; its cell is replaced by each candidate's
 * @param recipe how candidates are trained
 * @param seed the seed of the search, from which each candidate's is derived
 * @param equalTime makes the recipe's epochs those of one network, and gives the others as many as
 *     take as long; null to train all for the recipe's epochs
 * @param folds of crossed validation, which trials above the full fidelity have then; 0 if these
 *     are trained for longer
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record CandidateContext(
    NetworkSpec network, Recipe recipe, long seed, @Nullable EqualTime equalTime, int folds) {

  /**
   * Checks that nothing is missing.
   *
   * @param network the network; its cell is replaced by each candidate's
   * @param recipe how candidates are trained
   * @param seed the seed of the search, from which each candidate's is derived
   * @param equalTime makes the recipe's epochs those of one network, and gives the others as many
   *     as take as long; null to train all for the recipe's epochs
   * @param folds of crossed validation, which trials above the full fidelity have then; 0 if these
   *     are trained for longer
   */
  public CandidateContext {
    Objects.requireNonNull(network, "network");
    Objects.requireNonNull(recipe, "recipe");
  }

  /**
   * Trains all candidates for the same number of epochs.
   *
   * @param network the network; its cell is replaced by each candidate's
   * @param recipe how candidates are trained
   * @param seed the seed of the search, from which each candidate's is derived
   */
  public CandidateContext(NetworkSpec network, Recipe recipe, long seed) {
    this(network, recipe, seed, null, 0);
  }

  /**
   * Returns how a network is trained in full.
   *
   * @param candidate the network of a candidate
   * @return the recipe with the epochs of this network
   */
  Recipe recipe(NetworkSpec candidate) {
    return equalTime == null
        ? recipe
        : recipe.withEpochs(equalTime.epochs(candidate, recipe.epochs()));
  }

  /**
   * Returns these settings as a store keeps them.
   *
   * @param fingerprint the fingerprint of the images
   * @return the settings as text; the network's without its cell
   */
  public TrialContext forStore(String fingerprint) {
    return new TrialContext(
        WorkerJson.withoutCell(network),
        WorkerJson.text(recipe) + times() + (folds == 0 ? "" : " crossed " + folds),
        fingerprint,
        seed);
  }

  private String times() {
    return equalTime == null
        ? ""
        : " for times " + Sha256.of(WorkerJson.write(equalTime).getBytes(StandardCharsets.UTF_8));
  }
}
