package io.github.tribuopnas.base;

/**
 * The optimizer Adam (Kingma and Ba 2015, algorithm 1) with the paper's decays 0.9 and 0.999. The
 * same steps on every machine. Not safe for use by several threads.
 */
public final class Adam {

  private static final double FIRST = 0.9;
  private static final double SECOND = 0.999;
  private static final double EPSILON = 1e-8;

  private final double rate;
  private final double[] first;
  private final double[] second;
  private int steps;

  /**
   * Makes an optimizer.
   *
   * @param rate the learning rate
   * @param parameters how many parameters there are
   */
  public Adam(double rate, int parameters) {
    this.rate = rate;
    first = new double[parameters];
    second = new double[parameters];
  }

  /**
   * Takes one step down the gradient.
   *
   * @param gradient of each parameter
   * @param parameters the parameters, which are changed
   * @throws IllegalArgumentException if there are not as many of either as of the optimizer
   */
  public void step(double[] gradient, double[] parameters) {
    if (gradient.length != first.length || parameters.length != first.length) {
      throw new IllegalArgumentException(
          "Adam of "
              + first.length
              + " parameters was given "
              + parameters.length
              + " and a gradient of "
              + gradient.length
              + "; all three must be equal");
    }
    steps++;
    double firstFraction = 1 - StrictMath.pow(FIRST, steps);
    double secondFraction = 1 - StrictMath.pow(SECOND, steps);
    for (int i = 0; i < parameters.length; i++) {
      first[i] = FIRST * first[i] + (1 - FIRST) * gradient[i];
      second[i] = SECOND * second[i] + (1 - SECOND) * gradient[i] * gradient[i];
      parameters[i] -=
          rate * (first[i] / firstFraction) / (Math.sqrt(second[i] / secondFraction) + EPSILON);
    }
  }
}
