package io.github.tribuopnas.report;

import io.github.tribuopnas.search.OverLimit;
import java.util.List;

/**
 * What came of the front of a search for several objectives.
 *
 * @param overLimits who would have won, but broke a limit when measured again
 * @param models what was exported, the winner first; none if accuracy alone is sought
 */
public record Delivery(List<OverLimit> overLimits, List<ServedModel> models) {

  /** That of a search for accuracy alone. */
  public static final Delivery NONE = new Delivery(List.of(), List.of());

  /**
   * Copies the lists.
   *
   * @param overLimits who would have won, but broke a limit when measured again
   * @param models what was exported, the winner first; none if accuracy alone is sought
   */
  public Delivery {
    overLimits = List.copyOf(overLimits);
    models = List.copyOf(models);
  }
}
