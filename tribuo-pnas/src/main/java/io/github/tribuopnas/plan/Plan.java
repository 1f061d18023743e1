package io.github.tribuopnas.plan;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.tribuopnas.cost.EqualTime;
import io.github.tribuopnas.onnx.model.AtomicFiles;
import io.github.tribuopnas.training.loop.Course;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a search with a time limit was decided to do; {@code plan.json} in the run directory. A
 * search that follows the same plan gives the same result, on a slower machine too.
 *
 * @param version of this form
 * @param limitSeconds the time limit, from the start of the program to its end
 * @param options values of the search's options by their names, such as {@code --filters}
 * @param equalTime gives candidates the epochs that take as long as those of the reference network;
 *     null to train all for as many
 * @param stepSeconds processor seconds of a training step of the reference network
 * @param slowdown seconds on the wall for each of the processor
 * @param searchSeconds what the search is expected to take on the wall
 * @param finalSeconds what final training is expected to take on the wall
 * @param endSeconds what export, evaluation and report are expected to take on the wall
 * @param finalEpochs epochs of each network that was trained fully, by its cell, after {@code model
 *     2: } and so on for those of further models, decided when the search had ended, or the model
 *     before was trained; empty before
 * @param courses how many epochs each network had in the end, by the name of its checkpoint, where
 *     this was decided anew while it was trained
 */
public record Plan(
    int version,
    double limitSeconds,
    Map<String, String> options,
    @Nullable EqualTime equalTime,
    double stepSeconds,
    double slowdown,
    double searchSeconds,
    double finalSeconds,
    double endSeconds,
    Map<String, Integer> finalEpochs,
    Map<String, Course> courses) {

  /** Its name in a run directory. */
  public static final String FILE = "plan.json";

  /** The option that ends a search which falls behind; a plan that is followed has none. */
  public static final String MAX_TIME = "--max-time";

  /** The version that this program writes. */
  static final int VERSION = 1;

  /** What stands before the cells of further models. */
  private static final String FURTHER = "^model [0-9]+: ";

  private static final ObjectMapper JSON = new ObjectMapper();

  /**
   * Copies the maps.
   *
   * @param version of this form
   * @param limitSeconds the time limit, from the start of the program to its end
   * @param options values of the search's options by their names, such as {@code --filters}
   * @param equalTime gives candidates the epochs that take as long as those of the reference
   *     network; null to train all for as many
   * @param stepSeconds processor seconds of a training step of the reference network
   * @param slowdown seconds on the wall for each of the processor
   * @param searchSeconds what the search is expected to take on the wall
   * @param finalSeconds what final training is expected to take on the wall
   * @param endSeconds what export, evaluation and report are expected to take on the wall
   * @param finalEpochs epochs of each network that was trained fully, by its cell, after {@code
   *     model 2: } and so on for those of further models, decided when the search had ended, or the
   *     model before was trained; empty before
   * @param courses how many epochs each network had in the end, by the name of its checkpoint,
   *     where this was decided anew while it was trained; null for none
   */
  public Plan {
    options = Collections.unmodifiableMap(new LinkedHashMap<>(options));
    finalEpochs = Collections.unmodifiableMap(new TreeMap<>(finalEpochs));
    courses = courses == null ? Map.of() : Collections.unmodifiableMap(new TreeMap<>(courses));
  }

  /**
   * Returns the value of an option.
   *
   * @param name of the option, such as {@code --filters}
   * @return its value
   * @throws IllegalArgumentException if the plan has no value for it
   */
  public String option(String name) {
    String value = options.get(name);
    if (value == null) {
      throw new IllegalArgumentException(
          "the plan has no value of " + name + "; it has those of " + options.keySet());
    }
    return value;
  }

  /**
   * Returns the plan with what was decided when the search had ended, or a model was trained.
   *
   * @param model the number of the model, from 1
   * @param epochs of each of its networks that is trained fully, by its cell
   * @return the changed copy
   */
  public Plan withFinalEpochs(int model, Map<String, Integer> epochs) {
    Map<String, Integer> all = new TreeMap<>(finalEpochs);
    epochs.forEach((cell, number) -> all.put(key(model, cell), number));
    return with(options, all, courses);
  }

  /**
   * Returns what was decided of a model.
   *
   * @param model the number of the model, from 1
   * @param cells its cells
   * @return the epochs of those that are known, by the cell
   */
  public Map<String, Integer> epochsOf(int model, Set<String> cells) {
    Map<String, Integer> known = new TreeMap<>();
    for (String cell : cells) {
      Integer epochs = finalEpochs.get(key(model, cell));
      if (epochs != null) {
        known.put(cell, epochs);
      }
    }
    return known;
  }

  /**
   * Returns what was decided of a cell.
   *
   * @param cell the cell
   * @return the epochs of its network in the first model that has one; empty if none has
   */
  public Optional<Integer> epochsOf(String cell) {
    return finalEpochs.entrySet().stream()
        .filter(decided -> decided.getKey().replaceFirst(FURTHER, "").equals(cell))
        .map(Map.Entry::getValue)
        .findFirst();
  }

  private static String key(int model, String cell) {
    return model == 1 ? cell : "model " + model + ": " + cell;
  }

  /**
   * Returns the plan with what was decided while a network was trained.
   *
   * @param network the name of its checkpoint
   * @param course how many epochs it has
   * @return the changed copy
   */
  public Plan withCourse(String network, Course course) {
    Map<String, Course> all = new TreeMap<>(courses);
    all.put(network, course);
    return with(options, finalEpochs, all);
  }

  /**
   * Returns the plan for a repetition, which takes as long as it takes.
   *
   * @return the changed copy
   */
  public Plan withoutMaxTime() {
    Map<String, String> others = new LinkedHashMap<>(options);
    others.remove(MAX_TIME);
    return with(others, finalEpochs, courses);
  }

  /**
   * Returns the plan for a search that ended before all was tried.
   *
   * @param trials how many trials there were
   * @return the changed copy
   */
  public Plan withMaxTrials(int trials) {
    Map<String, String> others = new LinkedHashMap<>(options);
    others.put("--max-trials", Integer.toString(trials));
    return with(others, finalEpochs, courses);
  }

  private Plan with(
      Map<String, String> others, Map<String, Integer> epochs, Map<String, Course> decided) {
    return new Plan(
        version,
        limitSeconds,
        others,
        equalTime,
        stepSeconds,
        slowdown,
        searchSeconds,
        finalSeconds,
        endSeconds,
        epochs,
        decided);
  }

  /**
   * Reads a plan.
   *
   * @param file the file
   * @return what was planned
   * @throws IOException if there is none, or it is damaged or of another version
   */
  public static Plan read(Path file) throws IOException {
    try {
      JsonNode plan = JSON.readTree(Files.readAllBytes(file));
      JsonNode version = plan.path("version");
      if (!version.isInt()) {
        throw new IOException(file + " is no plan of a search: it has no version");
      }
      // Before the rest, which another version may have in another form.
      if (version.intValue() != VERSION) {
        throw new IOException(
            file + " has version " + version + "; this program reads version " + VERSION);
      }
      return JSON.treeToValue(plan, Plan.class);
    } catch (NoSuchFileException e) {
      throw new IOException("there is no plan " + file, e);
    } catch (JacksonException e) {
      throw new IOException(file + " is no plan of a search: " + e.getOriginalMessage(), e);
    }
  }

  /**
   * Reads the plan of a run.
   *
   * @param run the run's directory
   * @return what was planned; empty if nothing was
   * @throws IOException if the plan is damaged or of another version
   */
  public static Optional<Plan> of(Path run) throws IOException {
    Path file = run.resolve(FILE);
    return Files.exists(file) ? Optional.of(read(file)) : Optional.empty();
  }

  /**
   * Writes the plan.
   *
   * @param file where
   * @throws IOException if it cannot be written
   */
  public void write(Path file) throws IOException {
    AtomicFiles.write(file, JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(this));
  }
}
