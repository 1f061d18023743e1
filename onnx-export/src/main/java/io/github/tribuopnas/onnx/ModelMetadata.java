package io.github.tribuopnas.onnx;

import ai.djl.util.JsonUtils;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The metadata entries that this library writes and reads. */
final class ModelMetadata {
  /** Key of the class labels, a JSON array in the order of the outputs. */
  static final String LABELS = "labels";

  private ModelMetadata() {}

  static Map<String, String> with(List<String> labels, Map<String, String> metadata) {
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
   * @throws com.google.gson.JsonSyntaxException if the text is not a JSON array of strings
   */
  static List<String> labels(String json) {
    String[] labels = JsonUtils.GSON.fromJson(json, String[].class);
    return labels == null ? List.of() : List.of(labels);
  }
}
