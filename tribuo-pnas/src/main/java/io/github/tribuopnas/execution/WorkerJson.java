package io.github.tribuopnas.execution;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import io.github.tribuopnas.network.Layout;
import io.github.tribuopnas.network.NetworkSpec;
import io.github.tribuopnas.space.Cell;
import io.github.tribuopnas.training.Recipe;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/** The values that trials depend on as JSON, numbers exact to the last digit. */
public final class WorkerJson {

  /** Characters of a text at most, such as of a checkpoint in base 64. */
  private static final int LONGEST = 1 << 27;

  private static final ObjectMapper MAPPER =
      new ObjectMapper(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder().maxStringLength(LONGEST).build())
                  .build())
          .registerModule(
              new SimpleModule()
                  .addSerializer(Cell.class, new ToStringSerializer(Cell.class))
                  .addDeserializer(Cell.class, new CellReader())
                  .addSerializer(Recipe.class, new RecipeWriter())
                  .addDeserializer(Recipe.class, new RecipeReader()));

  private WorkerJson() {}

  /** Reads a cell from its text form. */
  private static final class CellReader extends StdDeserializer<Cell> {

    private static final long serialVersionUID = 1L;

    CellReader() {
      super(Cell.class);
    }

    @Override
    public Cell deserialize(JsonParser parser, DeserializationContext context) throws IOException {
      return Cell.parse(parser.getText());
    }
  }

  /** Writes a recipe as its fields' text forms. */
  private static final class RecipeWriter extends StdSerializer<Recipe> {

    private static final long serialVersionUID = 1L;

    RecipeWriter() {
      super(Recipe.class);
    }

    @Override
    public void serialize(Recipe recipe, JsonGenerator generator, SerializerProvider provider)
        throws IOException {
      generator.writeStartObject();
      for (Map.Entry<String, String> field : recipe.keptFields().entrySet()) {
        generator.writeStringField(field.getKey(), field.getValue());
      }
      generator.writeEndObject();
    }
  }

  /** Reads a recipe from its fields' text forms. */
  private static final class RecipeReader extends StdDeserializer<Recipe> {

    private static final long serialVersionUID = 1L;

    RecipeReader() {
      super(Recipe.class);
    }

    @Override
    public Recipe deserialize(JsonParser parser, DeserializationContext context)
        throws IOException {
      Map<String, String> fields =
          parser.readValueAs(new TypeReference<LinkedHashMap<String, String>>() {});
      return Recipe.builder().setAll(fields).build();
    }
  }

  /**
   * Writes a message.
   *
   * @param message the message
   * @return JSON in UTF-8
   * @throws JsonProcessingException if it cannot be written
   */
  public static byte[] bytes(Message message) throws JsonProcessingException {
    return MAPPER.writerFor(Message.class).writeValueAsBytes(message);
  }

  /**
   * Reads a message.
   *
   * @param bytes JSON in UTF-8
   * @return the message
   * @throws IOException if the bytes are no message
   */
  public static Message message(byte[] bytes) throws IOException {
    return MAPPER.readValue(bytes, Message.class);
  }

  /**
   * Writes a value.
   *
   * @param value a record, cell or recipe of this program
   * @return JSON
   */
  public static String write(Object value) {
    try {
      return MAPPER.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a value of ours cannot be written as JSON", e);
    }
  }

  /**
   * Reads a value.
   *
   * @param json what {@link #write} gave
   * @param type the class of the value
   * @param <T> the class of the value
   * @return the value
   * @throws JsonProcessingException if the text is no such value
   */
  public static <T> T read(String json, Class<T> type) throws JsonProcessingException {
    return MAPPER.readValue(json, type);
  }

  static String text(Recipe recipe) {
    return MAPPER.valueToTree(recipe).toString();
  }

  static String withoutCell(NetworkSpec network) {
    ObjectNode tree = MAPPER.valueToTree(network);
    tree.remove("cell");
    // What was added since studies are kept is left out where it changes nothing, so that they go
    // on.
    if (network.stemStride() == 1) {
      tree.remove("stemStride");
    }
    if (network.layout() == Layout.PAPER) {
      tree.remove("layout");
    }
    return tree.toString();
  }
}
