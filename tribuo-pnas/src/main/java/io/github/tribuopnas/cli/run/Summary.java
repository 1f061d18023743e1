package io.github.tribuopnas.cli.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What a run gave: a record whose components are the facts. */
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
   * Prints the accuracies on the test images, if there are any.
   *
   * @param out where to
   * @param accuracy the fraction of the images that were classified correctly; null without any
   * @param balanced the mean of the classes' accuracies; null without any images
   */
  default void testAccuracyLine(
      PrintWriter out, @Nullable Double accuracy, @Nullable Double balanced) {
    if (accuracy != null) {
      line(
          out,
          "test accuracy",
          String.format(Locale.ROOT, "%.4f, balanced over classes %.4f", accuracy, balanced));
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
