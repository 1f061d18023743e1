package io.github.tribuopnas.cost;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.tribuopnas.network.LayerUse;
import io.github.tribuopnas.onnx.model.AtomicFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * A table of the processor seconds that layers take with their gradients, by what they do and the
 * images in a step. What is not there yet is measured when it is asked for.
 */
public final class LayerTimes {

  private static final Logger logger = Logger.getLogger(LayerTimes.class.getName());
  private static final ObjectMapper JSON = new ObjectMapper();

  /** What takes the time of a layer. */
  public interface Clock {
    /**
     * Takes the time of a layer.
     *
     * @param use the layer
     * @param batch images in a step
     * @return processor seconds of a run with its gradients
     */
    double seconds(LayerUse use, int batch);
  }

  private final Map<String, Double> seconds;
  private final Clock clock;

  /**
   * Makes a table.
   *
   * @param known what was measured before, by {@link #seconds()}
   * @param clock measures what is not known
   */
  public LayerTimes(Map<String, Double> known, Clock clock) {
    seconds = new TreeMap<>(known);
    this.clock = clock;
  }

  /**
   * Makes a table that measures with the engine.
   *
   * @param known what was measured before, by {@link #seconds()}
   * @return the table
   */
  public static LayerTimes measuring(Map<String, Double> known) {
    return new LayerTimes(known, new LayerClock()::seconds);
  }

  /**
   * Reads a table that was kept; one that is missing or damaged is begun anew.
   *
   * @param file where it was kept
   * @return the table, which measures with the engine what it lacks
   */
  public static LayerTimes read(Path file) {
    if (!Files.exists(file)) {
      return measuring(Map.of());
    }
    try {
      return measuring(
          JSON.readValue(Files.readAllBytes(file), new TypeReference<Map<String, Double>>() {}));
    } catch (JacksonException e) {
      logger.log(Level.INFO, "{0} is damaged and measured anew", file);
    } catch (IOException e) {
      logger.log(
          Level.INFO, "{0} cannot be read and is measured anew: {1}", new Object[] {file, e});
    }
    return measuring(Map.of());
  }

  /**
   * Keeps the table.
   *
   * @param file where; its directory is made
   * @throws IOException if it cannot be written
   */
  public synchronized void write(Path file) throws IOException {
    Files.createDirectories(file.toAbsolutePath().getParent());
    AtomicFiles.write(file, JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(seconds));
  }

  /**
   * Returns the time of a layer, which is measured at the first call.
   *
   * @param use the layer; how often it is run does not count
   * @param batch images in a step
   * @return processor seconds of one run with its gradients
   */
  public synchronized double seconds(LayerUse use, int batch) {
    return seconds.computeIfAbsent(
        batch + " x " + use.description(), key -> clock.seconds(use, batch));
  }

  /**
   * Returns all that is known.
   *
   * @return seconds by batch and description, in the order of the texts
   */
  public synchronized Map<String, Double> seconds() {
    return new TreeMap<>(seconds);
  }
}
