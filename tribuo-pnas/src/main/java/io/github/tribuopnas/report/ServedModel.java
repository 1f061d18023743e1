package io.github.tribuopnas.report;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A model that a search exported.
 *
 * @param file its name in the run directory
 * @param cell text form of the cell of the network that counts most
 * @param parameters trainable parameters of all its networks
 * @param testAccuracy fraction of the test images that it labels correctly, 0 to 1; null without
 *     any
 * @param measured what the file was measured for besides accuracy, by metric
 */
public record ServedModel(
    String file,
    String cell,
    long parameters,
    @Nullable Double testAccuracy,
    Map<String, Double> measured) {

  /**
   * Copies the map.
   *
   * @param file its name in the run directory
   * @param cell text form of the cell of the network that counts most
   * @param parameters trainable parameters of all its networks
   * @param testAccuracy fraction of the test images that it labels correctly, 0 to 1; null without
   *     any
   * @param measured what the file was measured for besides accuracy, by metric
   */
  public ServedModel {
    measured = Collections.unmodifiableMap(new LinkedHashMap<>(measured));
  }
}
