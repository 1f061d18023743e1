package io.github.tribuopnas.cli.run;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.tribuopnas.evaluation.EvaluationMetrics;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The result of a run: a record whose components are the facts. */
public interface Summary {

  /** The mapper of all summaries. */
  ObjectMapper JSON = new ObjectMapper();

  /**
   * Returns the facts as {@code result.json}.
   *
   * @return JSON in UTF-8
   */
  default byte[] json() {
    return text(this).getBytes(StandardCharsets.UTF_8);
  }

  /**
   * Returns the facts, preceded by the place of the run's files.
   *
   * @param run the run directory
   * @return JSON, indented
   */
  default String json(Path run) {
    ObjectNode facts = JSON.createObjectNode();
    facts.put("run", run.toString());
    facts.setAll((ObjectNode) JSON.valueToTree(this));
    return text(facts);
  }

  private static String text(Object value) {
    try {
      return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("texts and numbers can always be written as JSON", e);
    }
  }

  /**
   * Prints the facts for people.
   *
   * @param out where to
   * @param run the run directory
   */
  void print(PrintWriter out, Path run);

  /**
   * Returns how the model does on test images.
   *
   * @return the metrics; null without test images
   */
  @Nullable EvaluationMetrics test();

  /**
   * Returns in how many parts the training images were crossed to measure the model.
   *
   * @return at least 2; 0 if it was measured on test images of their own, or not at all
   */
  int folds();

  /**
   * Returns the accuracy on the test images, for readers of this number alone.
   *
   * @return a fraction, 0 to 1; null without test images
   */
  @JsonProperty
  default @Nullable Double testAccuracy() {
    EvaluationMetrics metrics = test();
    return metrics == null ? null : (Double) metrics.accuracy();
  }

  /**
   * Returns the mean of the classes' own accuracies on the test images.
   *
   * @return a fraction, 0 to 1; null without test images
   */
  @JsonProperty
  default @Nullable Double balancedTestAccuracy() {
    EvaluationMetrics metrics = test();
    return metrics == null ? null : (Double) metrics.balancedAccuracy();
  }

  /**
   * Prints how the model does on the test images, or that there are none.
   *
   * @param out where to
   */
  default void testLines(PrintWriter out) {
    EvaluationMetrics metrics = test();
    if (metrics == null) {
      line(out, "test accuracy", "not measured: there are no test images; see --test");
      return;
    }
    MetricLines.print(out, "test ", metrics);
    if (folds() > 0) {
      line(
          out,
          "  crossed",
          "in %d parts, each labeled by a network like the model's, trained on the others"
              .formatted(folds()));
    }
  }

  /**
   * Prints a fact under its name.
   *
   * @param out where to
   * @param name the name, padded to a column
   * @param value the fact
   */
  static void line(PrintWriter out, String name, String value) {
    out.printf(Locale.ROOT, "%-20s%s%n", name, value);
  }
}
