package io.github.tribuopnas.surrogate;

import io.github.tribuopnas.space.Candidates;

/** Predicts with all members of an ensemble at once. */
interface MemberPredictor<A> {

  /** Writes the mean and the standard deviation over the members for each candidate. */
  void predict(Candidates<A> candidates, double[] mean, double[] spread);
}
