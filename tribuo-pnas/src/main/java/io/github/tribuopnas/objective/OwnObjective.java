package io.github.tribuopnas.objective;

import io.github.tribuopnas.options.Component;
import io.github.tribuopnas.search.trial.Objective;

/** An objective of a program's own, measured on exported files: energy, a device over the wire. */
public interface OwnObjective extends Component {

  /**
   * Returns what is sought.
   *
   * @return a metric of a name of its own, its direction, and a limit if there is one
   */
  Objective objective();

  /**
   * Measures a model whose weights are not trained.
   *
   * @param model the content of the exported file; it takes raw pixels of images and gives
   *     probabilities
   * @param pixels how many numbers an image has
   * @return the value, finite
   * @throws IllegalArgumentException if it cannot be measured; the trial fails with the message
   */
  double measure(byte[] model, int pixels);
}
