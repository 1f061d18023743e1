package io.github.tribuopnas.training.augment;

import static io.github.tribuopnas.training.engine.Scalars.mul;

import ai.djl.ndarray.NDArray;
import io.github.tribuopnas.base.Require;
import java.util.random.RandomGenerator;

/**
 * Mixes each image of a batch, and its label, with another of the same batch: the first with the
 * last, the second with the last but one, and so on, all in the same proportion (Zhang et al. 2018,
 * "mixup: Beyond Empirical Risk Minimization").
 *
 * @param kept the part that is the image's own, from 0 to 1
 */
public record Mixup(double kept) {

  private static final Mixup NONE = new Mixup(1);

  /**
   * Checks the part.
   *
   * @param kept the part that is the image's own, from 0 to 1
   */
  public Mixup {
    Require.that(kept >= 0 && kept <= 1, "what mixup keeps", kept, "numbers from 0 to 1");
  }

  /**
   * Draws a proportion from the beta distribution with two equal parameters, as Jöhnk did: of pairs
   * u^(1/a), v^(1/a) with uniform u and v it takes the first whose sum is at most 1.
   *
   * @param alpha both parameters, from 0, which mixes nothing, to 1
   * @param random where it comes from
   * @return the mixing of one batch
   */
  public static Mixup draw(double alpha, RandomGenerator random) {
    if (alpha == 0) {
      return NONE;
    }
    while (true) {
      double one = Math.pow(random.nextDouble(), 1 / alpha);
      double other = Math.pow(random.nextDouble(), 1 / alpha);
      double sum = one + other;
      // With a small alpha both may be too small for a double.
      if (sum > 0 && sum <= 1) {
        return new Mixup(one / sum);
      }
    }
  }

  /**
   * Mixes the rows of an array.
   *
   * @param batch images or labels, {@code [batch, ...]}
   * @return the same array if all of it is kept, else a new one
   */
  public NDArray of(NDArray batch) {
    return kept == 1
        ? batch
        : mul(batch, (float) kept).addi(mul(batch.flip(0), (float) (1 - kept)));
  }
}
