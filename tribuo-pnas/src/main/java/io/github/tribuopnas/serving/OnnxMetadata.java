package io.github.tribuopnas.serving;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import io.github.tribuopnas.base.ImageShape;
import io.github.tribuopnas.image.ImageFormat;
import io.github.tribuopnas.onnx.check.InvalidModelException;
import io.github.tribuopnas.onnx.check.OnnxModelReader;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.tribuo.ONNXExportable;
import org.tribuo.provenance.ModelProvenance;

/** The metadata of an exported model: its images, its labels, its cell. */
public final class OnnxMetadata {

  /** Size of the images, as {@code 8x8x1}. */
  public static final String IMAGE = "pnas.image";

  /** Pixel value of white, from which other files are scaled. */
  public static final String MAXIMUM = "pnas.maximum";

  /** Text form of the cell. */
  public static final String CELL = "pnas.cell";

  /** Of a model of several networks: the weight and the cell of each, joined by semicolons. */
  public static final String MEMBERS = "pnas.members";

  /** What the logits are divided by before softmax, where a temperature was fitted. */
  public static final String TEMPERATURE = "pnas.temperature";

  /** What the network, or each of several, is shown of an image, if not all see it alone. */
  public static final String VIEWS = "pnas.views";

  /** Size and form of the network around the cell, in words. */
  public static final String NETWORK = "pnas.network";

  /** Between fields, whose texts have theirs escaped. */
  private static final Pattern LINE_BREAK = Pattern.compile("\\R\\s*");

  private OnnxMetadata() {}

  /**
   * Returns the entries of a new model, with Tribuo's provenance where Tribuo looks for it.
   *
   * @param format the size of the images and the value of white
   * @param cell the text form of the cell
   * @param network the network around the cell, in words
   * @param provenance how the model was trained
   * @return the entries by name, the long provenance last
   */
  public static Map<String, String> of(
      ImageFormat format, String cell, String network, ModelProvenance provenance) {
    // Viewers show the entries in their order, and each line of the provenance, which has hundreds.
    Map<String, String> metadata = new LinkedHashMap<>();
    metadata.put(IMAGE, format.size());
    metadata.put(MAXIMUM, Double.toString(format.maximum()));
    Preprocessing.of(provenance.getDatasetProvenance().getSourceProvenance())
        .addTo(metadata, format);
    metadata.put(CELL, cell);
    metadata.put(NETWORK, network);
    metadata.put(ONNXExportable.PROVENANCE_METADATA_FIELD, text(provenance));
    return metadata;
  }

  /** The provenance as Tribuo reads it, in one line. */
  static String text(ModelProvenance provenance) {
    return LINE_BREAK
        .matcher(ONNXExportable.SERIALIZER.marshalAndSerialize(provenance))
        .replaceAll(" ");
  }

  static Map<String, String> entries(ModelProto model) {
    Map<String, String> metadata = new TreeMap<>();
    for (StringStringEntryProto entry : model.getMetadataPropsList()) {
      metadata.put(entry.getKey(), entry.getValue());
    }
    return metadata;
  }

  static ImageFormat imageFormat(Map<String, String> metadata) {
    ImageShape shape = ImageShape.parse(required(metadata, IMAGE));
    String maximum = required(metadata, MAXIMUM);
    try {
      return ImageFormat.builder().setShape(shape).optMaximum(Double.parseDouble(maximum)).build();
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "the model's metadata " + MAXIMUM + " is '" + maximum + "', which is no number", e);
    }
  }

  /**
   * Leaves out how the model was trained, which is most of a small file's metadata.
   *
   * @param model a model
   * @return the same without its provenance
   */
  public static ModelProto withoutProvenance(ModelProto model) {
    ModelProto.Builder copy = model.toBuilder().clearMetadataProps();
    model.getMetadataPropsList().stream()
        .filter(entry -> !entry.getKey().equals(ONNXExportable.PROVENANCE_METADATA_FIELD))
        .forEach(copy::addMetadataProps);
    return copy.build();
  }

  /** Returns the model's provenance as text; empty if it has none. */
  static String provenance(Map<String, String> metadata) {
    return metadata.getOrDefault(ONNXExportable.PROVENANCE_METADATA_FIELD, "");
  }

  static List<String> labels(ModelProto model) throws InvalidModelException {
    List<String> labels = OnnxModelReader.labels(model);
    if (labels.isEmpty()) {
      throw missing("labels");
    }
    return labels;
  }

  private static String required(Map<String, String> metadata, String key) {
    String value = metadata.get(key);
    if (value == null) {
      throw missing(key);
    }
    return value;
  }

  private static IllegalArgumentException missing(String key) {
    return new IllegalArgumentException(
        "the model has no metadata " + key + "; was it exported by tribuo-pnas?");
  }
}
