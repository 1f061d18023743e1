package io.github.tribuopnas;

import io.github.tribuopnas.network.NetworkSpec;
import io.github.tribuopnas.network.NetworkSummary;
import io.github.tribuopnas.training.Recipe;
import java.util.Collections;

/**
 * What final training will take, before it is known what will be trained: by the epochs of all
 * networks, and the multiply-adds of the same cell as a candidate and when it is delivered.
 *
 * @param parts what is searched with
 * @param run the images
 * @param tested in how many parts these are where they test the model; 0 for no such test
 * @param onGpu whether networks are trained on a GPU
 */
record FinalForecast(SearchParts parts, TrainerRun run, int tested, boolean onGpu) {

  /**
   * Returns how many times as long as the full training of a candidate it takes.
   *
   * @param candidate the network of a candidate, of any cell
   */
  double trainings(NetworkSpec candidate) {
    NetworkSpec delivered = parts.finals().network(candidate);
    Recipe recipe = parts.training().winnerRecipe(run.side());
    FinalPlan winner =
        plan(
            new Finalist(Finalist.SEARCH, delivered, recipe, 0),
            parts.finals().finalists() + parts.finals().contenders().size());
    FinalPlan further = plan(winner.finalists().get(0), 1);
    int images = run.images().size();
    double trainings =
        winner.turns()
            + winner.turnsOfCrossing(tested, images)
            + (parts.finals().winners() - 1)
                * (further.turns() + further.turnsOfCrossing(0, images));
    double cost =
        (double) NetworkSummary.of(delivered).multAdds() / NetworkSummary.of(candidate).multAdds();
    int epochs = parts.training().candidateRecipe(run.side()).epochs();
    return trainings * recipe.epochs() / epochs * cost / winner.threads();
  }

  private FinalPlan plan(Finalist finalist, int finalists) {
    int threads = onGpu ? 1 : parts.finals().threads();
    boolean isSplit =
        run.validation().isPresent() || parts.finals().validationFraction(run.images().size()) > 0;
    return new FinalPlan(
        Collections.nCopies(finalists, finalist),
        parts.finals().ensemble(),
        parts.finals().views(),
        isSplit ? 1 : 0,
        FinalPhase.folds(run, parts.finals()),
        parts.execution().finalNetworksAtOnce(onGpu, threads),
        threads);
  }
}
