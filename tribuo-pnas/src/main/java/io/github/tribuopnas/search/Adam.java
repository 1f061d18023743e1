package io.github.tribuopnas.search;

/** The optimiser Adam (Kingma and Ba 2015) with its usual moments. */
final class Adam {

  private static final double FIRST = 0.9;
  private static final double SECOND = 0.999;
  private static final double EPSILON = 1e-8;

  private final double rate;
  private final double[] first;
  private final double[] second;
  private int steps;

  /** Makes an optimiser of so many parameters. */
  Adam(double rate, int parameters) {
    this.rate = rate;
    first = new double[parameters];
    second = new double[parameters];
  }

  /** Takes one step down the gradient. */
  void step(double[] gradient, double[] parameters) {
    steps++;
    double firstShare = 1 - StrictMath.pow(FIRST, steps);
    double secondShare = 1 - StrictMath.pow(SECOND, steps);
    for (int i = 0; i < parameters.length; i++) {
      first[i] = FIRST * first[i] + (1 - FIRST) * gradient[i];
      second[i] = SECOND * second[i] + (1 - SECOND) * gradient[i] * gradient[i];
      parameters[i] -=
          rate * (first[i] / firstShare) / (Math.sqrt(second[i] / secondShare) + EPSILON);
    }
  }
}
