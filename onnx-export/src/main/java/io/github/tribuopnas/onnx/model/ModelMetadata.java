package io.github.tribuopnas.onnx.model;

import ai.djl.util.JsonUtils;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The metadata entries that this library writes and reads. */
public final class ModelMetadata {
  /** Key of the class labels, a JSON array in the order of the outputs. */
  public static final String LABELS = "labels";

  private ModelMetadata() {}

  /**
   * The entries of a file.
   *
   * @param labels class labels in the order of the outputs, or none
   * @param metadata further entries, in their order
   * @return all entries, the labels first
   */
  public static Map<String, String> with(List<String> labels, Map<String, String> metadata) {
    Map<String, String> entries = new LinkedHashMap<>();
    if (!labels.isEmpty()) {
      entries.put(LABELS, JsonUtils.GSON.toJson(labels));
    }
    entries.putAll(metadata);
    return entries;
  }

  /**
   * Reads labels back.
   *
   * @param json the value of the entry {@link #LABELS}
   * @return the labels in the order of the outputs
   * @throws com.google.gson.JsonSyntaxException if the text is not a JSON array of strings
   */
  public static List<String> labels(String json) {
    String[] labels = JsonUtils.GSON.fromJson(json, String[].class);
    return labels == null ? List.of() : List.of(labels);
  }
}
