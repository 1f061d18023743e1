package io.github.tribuopnas.onnx.check;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import com.google.gson.JsonParseException;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import io.github.tribuopnas.onnx.model.ModelMetadata;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Reads a model file and checks it before a runtime sees it: native code should not be the first to
 * look at bytes from elsewhere.
 *
 * <p>Refused are files over a limit, anything outside of the file (external data unless it is
 * allowed by name, model-local functions, paths in names), operators of other domains than ONNX's
 * own, tensors whose dimensions overflow or disagree with their bytes, and inputs or outputs that
 * do not fit what the caller expects. A file that passes may still fail in the runtime, which then
 * says so.
 */
public final class OnnxModelReader {
  /** Deep nesting is no part of a feed-forward graph; the parser's own limit is 100. */
  private static final int MAX_NESTING = 16;

  private final long maxBytes;
  private final long maxArrayBytes;
  private final ExpectedPorts expected;
  private final ExternalFiles external;

  private OnnxModelReader(Builder builder) {
    maxBytes = builder.maxBytes;
    maxArrayBytes = builder.maxArrayBytes;
    expected = new ExpectedPorts(builder.inputSize, builder.labels);
    external = new ExternalFiles(Set.copyOf(builder.external), maxBytes);
  }

  /**
   * Starts a reader.
   *
   * @return a builder without expectations on inputs and outputs
   */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * Reads and checks a file.
   *
   * @param file a model file
   * @return the model, as it is in the file, with all weights in it
   * @throws InvalidModelException if the file is refused; the message says which part and why
   * @throws IOException if the file cannot be read
   */
  public ModelProto read(Path file) throws IOException {
    long size = Files.size(file);
    if (size > maxBytes) {
      throw tooLarge(size);
    }
    // A file that grows meanwhile is caught by the size of what was read.
    byte[] bytes = Files.readAllBytes(file);
    if (external.allowed().isEmpty()) {
      return read(bytes);
    }
    requireSize(bytes);
    ModelProto model = external.embedded(parse(bytes), file);
    check(model);
    return model;
  }

  /**
   * Checks a model that is in memory already.
   *
   * @param bytes the content of a model file
   * @return the model
   * @throws InvalidModelException if it is refused; the message says which part and why
   */
  public ModelProto read(byte[] bytes) throws InvalidModelException {
    requireSize(bytes);
    ModelProto model = parse(bytes);
    check(model);
    return model;
  }

  private void requireSize(byte[] bytes) throws InvalidModelException {
    if (bytes.length > maxBytes) {
      throw tooLarge(bytes.length);
    }
  }

  /**
   * Checks a model that has been parsed already, all but its size.
   *
   * @param model a model
   * @throws InvalidModelException if it is refused; the message says which part and why
   */
  public void check(ModelProto model) throws InvalidModelException {
    new ModelCheck(model, maxArrayBytes).check();
    expected.check(model.getGraph());
    expected.checkLabels(labels(model));
  }

  private InvalidModelException tooLarge(long size) {
    return new InvalidModelException(
        String.format(Locale.ROOT, "the model has %d bytes; at most %d are read", size, maxBytes));
  }

  private static ModelProto parse(byte[] bytes) throws InvalidModelException {
    CodedInputStream in = CodedInputStream.newInstance(bytes);
    in.setRecursionLimit(MAX_NESTING);
    try {
      ModelProto model = ModelProto.parseFrom(in);
      in.checkLastTagWas(0);
      return model;
    } catch (InvalidProtocolBufferException e) {
      throw new InvalidModelException("the file is no ONNX model: " + e.getMessage(), e);
    } catch (IOException e) {
      throw new InvalidModelException("the file cannot be read as an ONNX model", e);
    }
  }

  /**
   * The class labels of a model.
   *
   * @param model a model
   * @return the labels in the order of the outputs; empty if the model has none
   * @throws InvalidModelException if the entry is not a JSON array of strings
   */
  public static List<String> labels(ModelProto model) throws InvalidModelException {
    for (StringStringEntryProto entry : model.getMetadataPropsList()) {
      if (entry.getKey().equals(ModelMetadata.LABELS)) {
        try {
          return ModelMetadata.labels(entry.getValue());
        } catch (JsonParseException | NullPointerException e) {
          throw new InvalidModelException(
              "metadata entry 'labels' is not a JSON array of strings", e);
        }
      }
    }
    return List.of();
  }

  /** Builds an {@link OnnxModelReader}. */
  public static final class Builder {
    private long maxBytes = 1L << 30;
    private long maxArrayBytes = 1L << 30;
    private long inputSize = -1;
    private int labels = -1;
    private List<String> external = List.of();

    private Builder() {}

    /**
     * Sets the largest file that is read; 1 GiB by default.
     *
     * @param bytes at least 1
     * @return this builder
     */
    public Builder optMaxBytes(long bytes) {
      this.maxBytes = bytes;
      return this;
    }

    /**
     * Sets the largest array that a node may make of smaller ones for one example; 1 GiB by
     * default.
     *
     * @param bytes at least 1
     * @return this builder
     */
    public Builder optMaxArrayBytes(long bytes) {
      this.maxArrayBytes = bytes;
      return this;
    }

    /**
     * Allows weights to be kept in other files of the model's folder; none by default. They count
     * towards {@link #optMaxBytes} like the file itself.
     *
     * @param names names of files, without a folder
     * @return this builder
     */
    public Builder optExternalData(String... names) {
      this.external = List.of(names);
      return this;
    }

    /**
     * Expects one input that holds a number of values per example.
     *
     * @param values for example channels times height times width
     * @return this builder
     */
    public Builder optInputSize(long values) {
      this.inputSize = values;
      return this;
    }

    /**
     * Expects the first output to be {@code [batch, labels]}, and as many labels in the metadata if
     * there are any.
     *
     * @param labels number of classes
     * @return this builder
     */
    public Builder optLabels(int labels) {
      this.labels = labels;
      return this;
    }

    /**
     * Builds the reader.
     *
     * @return a reader, immutable
     */
    public OnnxModelReader build() {
      long least = Math.min(maxBytes, maxArrayBytes);
      if (least < 1) {
        throw new IllegalArgumentException("a limit of " + least + " bytes reads nothing");
      }
      for (String name : external) {
        if (name.isEmpty() || name.startsWith(".") || !name.equals(fileName(name))) {
          throw new IllegalArgumentException(
              "external data is '" + name + "'; allowed are names of files, without a folder");
        }
      }
      return new OnnxModelReader(this);
    }

    private static String fileName(String path) {
      return String.valueOf(Path.of(path).getFileName());
    }
  }
}
