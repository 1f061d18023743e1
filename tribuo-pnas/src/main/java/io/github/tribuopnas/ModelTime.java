package io.github.tribuopnas;

/**
 * How long the models of a search may be trained that has a time limit: each has an equal part of
 * what is left when its own training begins, so that a later one makes up for what an earlier one
 * took too long, or left over.
 */
final class ModelTime {

  private int number = 1;
  private int models = 1;
  private double end;
  private double reserved;

  /**
   * The next model is about to be trained.
   *
   * @param next its number, from 1
   * @param all how many there are to be, itself included
   */
  void next(int next, int all) {
    number = next;
    models = Math.max(next, all);
  }

  /** Returns the number of the model, from 1. */
  int number() {
    return number;
  }

  /** Returns how many models there are to be. */
  int models() {
    return models;
  }

  /**
   * Returns how long the model is trained.
   *
   * @param elapsed seconds that are over
   * @param left seconds for all that is still to be trained
   * @param test the fraction of the time of this model in which it is tested, when all are trained
   * @return seconds of the wall, those of the test included
   */
  double seconds(double elapsed, double left, double test) {
    double seconds = (left - reserved) / (models - number + 1);
    end = elapsed + seconds;
    reserved += seconds * test;
    return seconds;
  }

  /** Returns how many of these seconds are left. */
  double left(double elapsed) {
    return end - elapsed;
  }
}
