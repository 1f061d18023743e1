package io.github.tribuopnas.onnx;

import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import io.github.tribuopnas.onnx.graph.OnnxTypes;
import io.github.tribuopnas.onnx.mapping.FreeAxis;
import io.github.tribuopnas.onnx.mapping.OperatorMapping;
import io.github.tribuopnas.onnx.mapping.Ports;
import io.github.tribuopnas.onnx.rewrite.OnnxRewriter;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Builds an {@link OnnxExporter}. */
public final class OnnxExporterBuilder {
  /** A protobuf message of 2 GiB can't be read; this leaves room for the graph itself. */
  private static final long MAX_BYTES = (1L << 31) - (1L << 24);

  private Block block;
  private List<Shape> inputs;
  private List<DataType> types = List.of();
  private List<String> inputNames = List.of();
  private List<String> outputNames = List.of();
  private final Map<String, String> metadata = new LinkedHashMap<>();
  private final Map<String, OperatorMapping> mappings = new LinkedHashMap<>();
  private ExportedBlock.@Nullable Normalization normalization;
  private boolean softmax;
  private int opset = 17;
  private double tolerance;
  private List<String> labels = List.of();
  private final FreeAxes freeAxes = new FreeAxes();
  private final Map<String, RandomInputs.Range> ranges = new LinkedHashMap<>();
  private @Nullable ExampleInputs examples;
  private final OnnxRewriter.Builder rewriter = OnnxRewriter.builder();
  private boolean half;
  private @Nullable String docString;
  private boolean external;
  private long maxBytes = MAX_BYTES;

  @SuppressWarnings("NullAway.Init") // The required ones are checked when this is built.
  OnnxExporterBuilder() {}

  /**
   * Sets the block to export (required).
   *
   * @param block an initialized block
   * @return this builder
   */
  public OnnxExporterBuilder setBlock(Block block) {
    this.block = block;
    return this;
  }

  /**
   * Sets the shapes of the inputs without the batch (required).
   *
   * @param shapes one shape per input, for example {@code new Shape(3, 32, 32)}
   * @return this builder
   */
  public OnnxExporterBuilder setInputs(Shape... shapes) {
    this.inputs = List.of(shapes);
    return this;
  }

  /**
   * Sets the element types of the inputs; {@code FLOAT32} by default.
   *
   * @param types one type per input
   * @return this builder
   */
  public OnnxExporterBuilder optInputTypes(DataType... types) {
    this.types = List.of(types);
    return this;
  }

  /**
   * Sets the names of the inputs; by default {@code input}, or {@code input0}, {@code input1}...
   *
   * @param names one name per input
   * @return this builder
   */
  public OnnxExporterBuilder optInputNames(String... names) {
    this.inputNames = List.of(names);
    return this;
  }

  /**
   * Sets the names of the outputs; by default {@code output}, or {@code output0}, {@code
   * output1}...
   *
   * @param names one name per output
   * @return this builder
   */
  public OnnxExporterBuilder optOutputNames(String... names) {
    this.outputNames = List.of(names);
    return this;
  }

  /**
   * Adds free metadata, kept in the file in the order of the map.
   *
   * @param entries keys and values
   * @return this builder
   */
  public OnnxExporterBuilder optMetadata(Map<String, String> entries) {
    metadata.putAll(entries);
    return this;
  }

  /**
   * Sets the version of the ONNX operators; 17 by default.
   *
   * @param opset 13 to 23
   * @return this builder
   */
  public OnnxExporterBuilder optOpset(int opset) {
    this.opset = opset;
    return this;
  }

  /**
   * Adds or replaces the mapping of an operation.
   *
   * @param operation name of a method of {@code NDArray} or {@code NDArrayEx}
   * @param mapping writes its nodes
   * @return this builder
   */
  public OnnxExporterBuilder optMapping(String operation, OperatorMapping mapping) {
    mappings.put(operation, mapping);
    return this;
  }

  /**
   * Normalizes the first input inside of the graph: {@code (x - mean) / std} per channel.
   *
   * @param mean one value per channel (axis 1 of the batch)
   * @param std one value per channel, none of them zero
   * @return this builder
   */
  public OnnxExporterBuilder optNormalization(float[] mean, float[] std) {
    this.normalization = new ExportedBlock.Normalization(mean.clone(), std.clone());
    return this;
  }

  /**
   * Appends a softmax over axis 1 to the first output, so that it holds probabilities.
   *
   * @return this builder
   */
  public OnnxExporterBuilder optSoftmax() {
    this.softmax = true;
    return this;
  }

  /**
   * Adds the class labels as metadata entry {@code labels}, a JSON array.
   *
   * @param labels one label per column of the first output, in its order
   * @return this builder
   */
  public OnnxExporterBuilder optLabels(List<String> labels) {
    this.labels = List.copyOf(labels);
    return this;
  }

  /**
   * Leaves height and width free: the last two axes of inputs with three or more axes behind the
   * batch, by {@link #optFreeAxis(String, int, String)}.
   *
   * @return this builder
   */
  public OnnxExporterBuilder optFreeSize() {
    freeAxes.addSize();
    return this;
  }

  /**
   * Leaves the length of an axis free. The block is recorded with lengths from the given one to
   * about twice of it as well, and must be able to run so.
   *
   * @param input name of the input
   * @param axis position of the axis in its shape, the batch counted as 0
   * @param name name of the length in the file; axes of one name have one length
   * @return this builder
   */
  public OnnxExporterBuilder optFreeAxis(String input, int axis, String name) {
    return optFreeAxis(input, axis, name, 1);
  }

  /**
   * Leaves the length of an axis free among the multiples of a number, for a block that runs with
   * no others. The file says so in its metadata.
   *
   * @param input name of the input
   * @param axis position of the axis in its shape, the batch counted as 0
   * @param name name of the length in the file; axes of one name have one length
   * @param step what the lengths are multiples of, the given one included
   * @return this builder
   */
  public OnnxExporterBuilder optFreeAxis(String input, int axis, String name, long step) {
    freeAxes.add(input, axis, name, step);
    return this;
  }

  /**
   * Draws the values of an input of whole numbers, for recording and verification, from a range; 0
   * and 1 by default.
   *
   * @param input name of the input
   * @param low the least value
   * @param high one more than the largest value, for example the size of a dictionary
   * @return this builder
   */
  public OnnxExporterBuilder optInputRange(String input, long low, long high) {
    ranges.put(input, new RandomInputs.Range(low, high));
    return this;
  }

  /**
   * Sets the inputs for recording and verification; random ones by default.
   *
   * @param examples makes them
   * @return this builder
   */
  public OnnxExporterBuilder optExamples(ExampleInputs examples) {
    this.examples = examples;
    return this;
  }

  /**
   * Folds batch normalization into the convolution before it, as {@link OnnxRewriter} does: a
   * smaller and faster graph, equal up to rounding, that cannot be trained further.
   *
   * @return this builder
   */
  public OnnxExporterBuilder optFoldBatchNorm() {
    rewriter.optFoldBatchNorm();
    return this;
  }

  /**
   * Keeps weights of two and more axes in half precision: half the size; the graph computes in
   * single precision all the same. Loosens the default tolerance to 1e-2.
   *
   * @return this builder
   */
  public OnnxExporterBuilder optHalfWeights() {
    this.half = true;
    rewriter.optHalfWeights();
    return this;
  }

  /**
   * Keeps weights of 1 KiB and more in a second file, {@code model.onnx.data} beside {@code
   * model.onnx}: for models of more than 2 GiB. A single weight still has less.
   *
   * @return this builder
   */
  public OnnxExporterBuilder optExternalData() {
    this.external = true;
    return this;
  }

  /**
   * Sets what the file says of itself; the class of the block by default.
   *
   * @param text any text
   * @return this builder
   */
  public OnnxExporterBuilder optDocString(String text) {
    this.docString = text;
    return this;
  }

  /**
   * Sets the largest total size of the weights; about 2 GiB by default, which is also the most that
   * an ONNX file with embedded weights can hold. With {@link #optExternalData}, there is no limit.
   *
   * @param bytes at least 1
   * @return this builder
   */
  public OnnxExporterBuilder optMaxBytes(long bytes) {
    this.maxBytes = bytes;
    return this;
  }

  /**
   * Sets the largest relative difference that {@link OnnxExporter#export} allows; 1e-4 by default.
   *
   * @param tolerance largest difference relative to the larger of 1 and the value
   * @return this builder
   */
  public OnnxExporterBuilder optTolerance(double tolerance) {
    this.tolerance = tolerance;
    return this;
  }

  /**
   * Builds the exporter.
   *
   * @return an exporter
   * @throws IllegalArgumentException if an option is missing or out of range
   */
  public OnnxExporter build() {
    require(block != null, "there is no block; call setBlock");
    require(inputs != null && !inputs.isEmpty(), "there are no shapes of inputs; call setInputs");
    for (Shape shape : inputs) {
      require(
          Arrays.stream(shape.getShape()).allMatch(length -> length >= 1),
          "an input has the shape "
              + shape
              + "; allowed are lengths from 1 (optFreeAxis leaves one free)");
    }
    require(opset >= 13 && opset <= 23, "opset is " + opset + "; allowed are 13 to 23");
    if (types.isEmpty()) {
      types = Collections.nCopies(inputs.size(), DataType.FLOAT32);
    }
    if (inputNames.isEmpty()) {
      inputNames = Ports.defaultNames("input", inputs.size());
    }
    require(
        types.size() == inputs.size() && inputNames.size() == inputs.size(),
        inputs.size()
            + " inputs have "
            + types.size()
            + " types and the names "
            + inputNames
            + "; give one of each for each input");
    types.forEach(OnnxTypes::onnx);
    require(
        tolerance >= 0 && Double.isFinite(tolerance),
        "tolerance is " + tolerance + "; allowed are numbers above 0");
    require(
        maxBytes > 0 && maxBytes <= MAX_BYTES,
        "maxBytes is " + maxBytes + "; allowed are numbers from 1 to " + MAX_BYTES);
    if (normalization != null) {
      normalization.require(inputs.get(0).get(0));
    }
    inputNames.forEach(FreeAxes::checkName);
    outputNames.forEach(FreeAxes::checkName);
    List<FreeAxis> free = freeAxes.of(inputNames, inputs);
    Map<String, String> entries = new LinkedHashMap<>();
    free.stream()
        .filter(axis -> axis.step() > 1)
        .forEach(axis -> entries.put("multiple_of:" + axis.name(), Long.toString(axis.step())));
    entries.putAll(metadata);
    double allowed = tolerance > 0 ? tolerance : half ? 1e-2 : 1e-4;
    return new OnnxExporter(
        new ExportedBlock(block, types, exampleInputs(), normalization, softmax),
        new ExampleShapes(inputs, free),
        new ExportOptions(
            inputNames,
            outputNames,
            labels,
            Collections.unmodifiableMap(entries),
            Map.copyOf(mappings),
            opset,
            allowed,
            rewriter.build(),
            docString == null ? "DJL block " + block.getClass().getName() : docString,
            external,
            external ? Long.MAX_VALUE : half ? 2 * maxBytes : maxBytes));
  }

  private ExampleInputs exampleInputs() {
    if (examples != null) {
      return examples;
    }
    Map<Integer, RandomInputs.Range> byPosition = new LinkedHashMap<>();
    ranges.forEach(
        (name, range) -> {
          require(
              range.low() < range.high(),
              "the range of '"
                  + name
                  + "' is from "
                  + range.low()
                  + " to "
                  + range.high()
                  + "; the high must be above the low");
          int input = FreeAxes.position(inputNames, name);
          range.requireWithin(types.get(input), name);
          byPosition.put(input, range);
        });
    return new RandomInputs(types, Map.copyOf(byPosition));
  }

  static void require(boolean condition, String message) {
    if (!condition) {
      throw new IllegalArgumentException(message);
    }
  }
}
