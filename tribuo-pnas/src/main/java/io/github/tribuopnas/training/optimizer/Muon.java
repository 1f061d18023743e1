package io.github.tribuopnas.training.optimizer;

import static io.github.tribuopnas.training.engine.Scalars.addi;
import static io.github.tribuopnas.training.engine.Scalars.mul;
import static io.github.tribuopnas.training.engine.Scalars.muli;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import io.github.tribuopnas.base.NamedArguments;
import io.github.tribuopnas.base.Require;

/**
 * Momentum whose direction is made orthogonal for each matrix of weights (Jordan et al., Muon,
 * 2024): {@code v = m v + g; u = g + m v; w = w - r d w - r s sqrt(max(1, rows / columns)) ns(u)},
 * for momentum m, gradient g, learning rate r, weight decay d and scale s. {@code ns} brings all
 * singular values of a matrix near 1 by three rounds of a Newton-Schulz iteration with the author's
 * coefficients. All other weights follow {@code u} itself, as with {@link Nesterov}.
 *
 * <p>A step takes somewhat longer than with other optimizers, but fewer steps are needed.
 *
 * @param momentum fraction of the last update that is kept, from 0 to below 1
 * @param scale learning rate of matrices as a multiple of that of other weights, above 0
 */
public record Muon(double momentum, double scale) implements Optimizer {

  /** The default, with which final networks are trained. */
  public static final Muon USUAL = new Muon(0.9, 0.5);

  private static final int ROUNDS = 3;
  private static final float LINEAR = 3.4445f;
  private static final float CUBIC = -4.7750f;
  private static final float QUINTIC = 2.0315f;
  private static final float LEAST_NORM = 1e-7f;

  /**
   * Checks both numbers.
   *
   * @param momentum fraction of the last update that is kept, from 0 to below 1
   * @param scale learning rate of matrices as a multiple of that of other weights, above 0
   */
  public Muon {
    Require.fraction("momentum", momentum);
    Require.positive("the scale of matrices", scale);
  }

  @Override
  public float[] initialState() {
    return new float[] {0};
  }

  @Override
  public void step(OptimizerStep update) {
    update.decayWeights();
    NDArray velocity = update.state().get(0);
    muli(velocity, momentum).addi(update.gradient());
    try (NDArray direction = mul(velocity, momentum)) {
      direction.addi(update.gradient());
      update
          .together()
          .accept(
              update.matrices().stream()
                  .<Runnable>map(matrix -> () -> orthogonalize(direction, matrix))
                  .toList());
      update.weights().subi(muli(direction, update.rate()));
    }
  }

  private void orthogonalize(NDArray direction, WeightMatrix matrix) {
    try (NDManager scope = direction.getManager().newSubManager()) {
      NDArray part = direction.get(new NDIndex().addSliceDim(matrix.first(), matrix.end()));
      part.attach(scope);
      NDArray x = part.reshape(matrix.rows(), matrix.columns());
      boolean isTall = matrix.rows() > matrix.columns();
      NDArray wide = isTall ? x.transpose() : x;
      NDArray near = newtonSchulz(wide.div(addi(wide.norm(), LEAST_NORM)));
      double lift = Math.sqrt(Math.max(1, (double) matrix.rows() / matrix.columns()));
      NDArray result = mul(isTall ? near.transpose() : near, scale * lift);
      part.set(new NDIndex(":"), result.flatten());
    }
  }

  /** Each round maps singular values s to {@code a s + b s^3 + c s^5}. */
  private static NDArray newtonSchulz(NDArray matrix) {
    NDArray x = matrix;
    for (int round = 0; round < ROUNDS; round++) {
      NDArray square = x.matMul(x.transpose());
      NDArray higher = muli(square.matMul(square), QUINTIC).addi(muli(square, CUBIC));
      x = higher.matMul(x).addi(mul(x, LINEAR));
    }
    return x;
  }

  @Override
  public NamedArguments arguments() {
    return NamedArguments.of("muon", momentum, scale);
  }
}
