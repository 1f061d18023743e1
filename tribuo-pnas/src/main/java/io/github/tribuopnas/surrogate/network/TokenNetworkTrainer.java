package io.github.tribuopnas.surrogate.network;

import com.oracle.labs.mlrg.olcut.config.Config;
import com.oracle.labs.mlrg.olcut.config.PropertyException;
import io.github.tribuopnas.base.Require;
import io.github.tribuopnas.options.ConfigFields;
import io.github.tribuopnas.options.Range;
import io.github.tribuopnas.space.CellSpace;
import io.github.tribuopnas.space.Operation;
import io.github.tribuopnas.surrogate.feature.CellTokens;
import io.github.tribuopnas.surrogate.feature.TokenRows;
import io.github.tribuopnas.surrogate.row.ModelParts;
import io.github.tribuopnas.surrogate.row.RegressorTrainer;
import java.util.ArrayList;
import java.util.List;
import org.tribuo.Dataset;
import org.tribuo.Example;
import org.tribuo.Trainer;
import org.tribuo.regression.Regressor;

/**
 * Trains the paper's own predictors through DJL (PNAS, section 4.2): a perceptron or a recurrent
 * network of 100 units with embeddings of 100 numbers, on the mean absolute error by Adam, with
 * learning rate 0.01 while all cells have one block and 0.002 afterwards. The paper does not say
 * how long it trains; 20 epochs ranked real cells best.
 *
 * <p>The features must be those of {@link CellTokens} and the outputs accuracies from 0 to 1.
 * Embeddings exist for all inputs and operations from the start, so that larger cells than any seen
 * can be predicted. Deterministic for a seed and an invocation count, on one processor type with
 * one thread of the engine. Trainers may work at the same time in one JVM.
 */
public final class TokenNetworkTrainer extends RegressorTrainer<TokenNetworkModel> {

  @Config(mandatory = true, description = "The network.")
  private TokenNetworkKind network;

  @Config(description = "The operations that the tokens tell apart, at least the paper's eight.")
  private int operations = Operation.PAPER.size();

  @Config(description = "How often each example is learned.")
  @Range(from = 1)
  private int epochs = 20;

  @Config(description = "The examples of a step.")
  @Range(from = 1)
  private int batch = 32;

  @Config(description = "Adam's learning rate while all cells have one block.")
  @Range(above = 0, to = 1)
  private double firstRate = 0.01;

  @Config(description = "Adam's learning rate as soon as a cell has several blocks.")
  @Range(above = 0, to = 1)
  private double laterRate = 0.002;

  @Config(description = SEED)
  private long seed = Trainer.DEFAULT_SEED;

  /** For OLCUT. */
  private TokenNetworkTrainer() {}

  /**
   * Makes a trainer with the paper's learning rates.
   *
   * @param network the network
   * @param space whose cells are learned and predicted
   * @param epochs how often each example is learned, at least once
   * @param seed decides the random choices
   * @throws PropertyException if the epochs are fewer
   */
  public TokenNetworkTrainer(TokenNetworkKind network, CellSpace space, int epochs, long seed) {
    this.network = network;
    operations = CellTokens.operations(space);
    this.epochs = epochs;
    this.seed = seed;
    postConfig();
  }

  @Override
  protected void check() {
    ConfigFields.check(
        "operations", () -> Require.atLeast("operations", operations, Operation.PAPER.size()));
  }

  @Override
  protected long seed() {
    return seed;
  }

  /**
   * {@inheritDoc}
   *
   * @throws IllegalArgumentException if there are several outputs, one is outside 0 to 1, or the
   *     features are not the tokens of cells
   */
  @Override
  protected TokenNetworkModel fit(Dataset<Regressor> examples, Call call) {
    TokenRows rows = new TokenRows(examples.getFeatureIDMap(), operations);
    TokenNetwork made = network.network(operations);
    List<int[]> tokens = new ArrayList<>(examples.size());
    double[] accuracies = new double[examples.size()];
    int longest = 0;
    for (Example<Regressor> example : examples) {
      accuracies[tokens.size()] = accuracy(example);
      int[] cell = rows.tokens(example);
      longest = Math.max(longest, cell.length);
      tokens.add(cell);
    }
    double rate = longest == TokenRows.TOKENS_OF_BLOCK ? firstRate : laterRate;
    return new TokenNetworkModel(
        ModelParts.of(TokenNetworkModel.class, "token-network", examples, call),
        network,
        operations,
        new FrozenWeights(
            made,
            TokenNetworkFit.train(
                made,
                tokens,
                accuracies,
                new TokenNetworkFit.Settings(epochs, batch, rate),
                call.random())));
  }

  private static double accuracy(Example<Regressor> example) {
    double accuracy = example.getOutput().getValues()[0];
    if (!(accuracy >= 0 && accuracy <= 1)) {
      throw new IllegalArgumentException(
          "output "
              + accuracy
              + "; the paper's predictors end in a sigmoid, so that allowed are accuracies from 0"
              + " to 1");
    }
    return accuracy;
  }
}
