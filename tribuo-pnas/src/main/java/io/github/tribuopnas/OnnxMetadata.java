package io.github.tribuopnas;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.tribuopnas.data.ImageFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What an exported model says of itself: its images, its labels, its cell. */
final class OnnxMetadata {

  /** Size of the images, as {@code 8x8x1}. */
  static final String IMAGE = "pnas.image";

  /** Pixel value of white, from which other files are scaled. */
  static final String MAXIMUM = "pnas.maximum";

  /** Class labels in the order of the probabilities, as a JSON array. */
  static final String LABELS = "pnas.labels";

  /** Text form of the cell. */
  static final String CELL = "pnas.cell";

  private static final ObjectMapper JSON = new ObjectMapper();

  private OnnxMetadata() {}

  static Map<String, String> of(ImageFormat format, List<String> labels, String cell) {
    Map<String, String> metadata = new TreeMap<>();
    metadata.put(IMAGE, format.size());
    metadata.put(MAXIMUM, Double.toString(format.maximum()));
    metadata.put(CELL, cell);
    try {
      metadata.put(LABELS, JSON.writeValueAsString(labels));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a list of strings always has a JSON form", e);
    }
    return metadata;
  }

  static ImageFormat imageFormat(Map<String, String> metadata) {
    ImageFormat size = ImageFormat.parse(required(metadata, IMAGE));
    String maximum = required(metadata, MAXIMUM);
    try {
      return ImageFormat.builder()
          .setHeight(size.height())
          .setWidth(size.width())
          .setChannels(size.channels())
          .optMaximum(Double.parseDouble(maximum))
          .build();
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "the model's metadata " + MAXIMUM + " is '" + maximum + "', which is no number", e);
    }
  }

  static List<String> labels(Map<String, String> metadata) {
    String text = required(metadata, LABELS);
    try {
      return List.copyOf(JSON.readValue(text, new TypeReference<List<String>>() {}));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(
          "the model's metadata " + LABELS + " is no JSON array of labels", e);
    }
  }

  private static String required(Map<String, String> metadata, String key) {
    String value = metadata.get(key);
    if (value == null) {
      throw new IllegalArgumentException(
          "the model has no metadata " + key + "; was it exported by tribuo-pnas?");
    }
    return value;
  }
}
