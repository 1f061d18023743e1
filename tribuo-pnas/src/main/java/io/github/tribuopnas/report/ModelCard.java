package io.github.tribuopnas.report;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What users should know about a model before they use it (Mitchell et al. 2019, Model Cards for
 * Model Reporting).
 *
 * @param title the name of the model
 * @param sections the sections in order
 */
public record ModelCard(String title, List<Section> sections) {

  /**
   * Copies the sections.
   *
   * @param title the name of the model
   * @param sections the sections in order
   */
  public ModelCard {
    sections = List.copyOf(sections);
  }

  /**
   * A part of a card.
   *
   * @param heading its title
   * @param facts short texts by their names
   * @param paragraphs whole sentences
   */
  public record Section(String heading, Map<String, String> facts, List<String> paragraphs) {

    /**
     * Copies the parts and keeps their order.
     *
     * @param heading its title
     * @param facts short texts by their names
     * @param paragraphs whole sentences
     */
    public Section {
      facts = Collections.unmodifiableMap(new LinkedHashMap<>(facts));
      paragraphs = List.copyOf(paragraphs);
    }
  }

  /**
   * Returns the card as a text file.
   *
   * @return Markdown; what comes from outside cannot become markup
   */
  public String markdown() {
    StringBuilder text = new StringBuilder("# " + escaped(title) + "\n");
    for (Section section : sections) {
      text.append("\n## ").append(escaped(section.heading())).append("\n\n");
      if (!section.facts().isEmpty()) {
        text.append("| | |\n|---|---|\n");
        section
            .facts()
            .forEach(
                (name, value) ->
                    text.append("| ")
                        .append(escaped(name))
                        .append(" | ")
                        .append(escaped(value))
                        .append(" |\n"));
      }
      for (int i = 0; i < section.paragraphs().size(); i++) {
        text.append(i > 0 || !section.facts().isEmpty() ? "\n" : "")
            .append(escaped(section.paragraphs().get(i)))
            .append('\n');
      }
    }
    return text.toString();
  }

  private static String escaped(String text) {
    return text.replaceAll("[\\p{Cntrl}\u202a-\u202e\u2066-\u2069]", " ")
        .replaceAll("[\\\\`*_\\[\\]<>|#!&]", "\\\\$0");
  }
}
