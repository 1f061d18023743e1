package io.github.tribuopnas.objective;

import io.github.tribuopnas.search.trial.Metrics;

/** Measures something of an exported file. */
@FunctionalInterface
interface FileMeasure {

  /**
   * Measures a model whose weights are not trained.
   *
   * @param model the content of the file
   * @param pixels how many numbers an image has
   */
  Metrics of(byte[] model, int pixels);
}
