package io.github.tribuopnas;

import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import java.util.List;
import java.util.Map;

/**
 * The names that classes had in version 0.1.0. Saved models name the classes of their provenance,
 * so that a class that has moved is looked up where it is now.
 */
final class FormerNames {

  private static final String FORMER = "io.github.tribuopnas.data.";
  private static final String IMAGE = "io.github.tribuopnas.image.";
  private static final String SOURCE = IMAGE + "source.";

  private static final Map<String, String> PACKAGES =
      Map.ofEntries(
          Map.entry("CifarArchiveDataSource", SOURCE),
          Map.entry("CifarDataSource", SOURCE),
          Map.entry("CsvImageDataSource", IMAGE + "csv."),
          Map.entry("DigitDataSource", SOURCE),
          Map.entry("IdxImageDataSource", SOURCE),
          Map.entry("ImageFolderDataSource", SOURCE),
          Map.entry("ImageFit", IMAGE + "codec."));

  private FormerNames() {}

  /**
   * Replaces former names.
   *
   * @param <M> the kind of message
   * @param message any message
   * @return the message with the names of today in all texts that are a former name
   */
  static <M extends Message> M replaced(M message) {
    Message.Builder builder = message.toBuilder();
    message
        .getAllFields()
        .forEach(
            (field, value) -> {
              if (value instanceof List<?> values) {
                for (int i = 0; i < values.size(); i++) {
                  builder.setRepeatedField(field, i, today(field, values.get(i)));
                }
              } else {
                builder.setField(field, today(field, value));
              }
            });
    @SuppressWarnings("unchecked")
    M replaced = (M) builder.build();
    return replaced;
  }

  private static Object today(FieldDescriptor field, Object value) {
    return switch (field.getJavaType()) {
      case MESSAGE -> replaced((Message) value);
      case STRING -> today((String) value);
      default -> value;
    };
  }

  private static String today(String text) {
    if (!text.startsWith(FORMER)) {
      return text;
    }
    String name = text.substring(FORMER.length());
    return PACKAGES.getOrDefault(name, IMAGE) + name;
  }
}
