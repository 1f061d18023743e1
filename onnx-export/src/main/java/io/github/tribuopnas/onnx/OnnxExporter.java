package io.github.tribuopnas.onnx;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.onnx.proto.OnnxMl.ModelProto;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * Exports a DJL block to ONNX by running it: the block's {@code forward} is called on recording
 * arrays, which compute as usual and write down each operation.
 *
 * <p>The block is recorded twice, with two batch sizes and other values. What differs between the
 * recordings is no constant: it is either computed in the graph or refused, so the batch size of
 * the exported model is free.
 *
 * <pre>{@code
 * OnnxExporter.builder()
 *     .setBlock(block)
 *     .setInputs(new Shape(3, 32, 32))
 *     .build()
 *     .export(Path.of("model.onnx"));
 * }</pre>
 *
 * <p>An exporter is immutable. Exporting only reads the block, but the block must not be trained at
 * the same time.
 */
public final class OnnxExporter {
  /** Two sizes, neither of them 1, which {@code squeeze()} would take for no batch at all. */
  private static final int[] BATCHES = {2, 3};

  private static final int[] VERIFIED_BATCHES = {1, 2, 7};

  private final ExportedBlock block;
  private final List<String> inputNames;
  private final List<String> outputNames;
  private final Map<String, String> metadata;
  private final Map<String, OperatorMapping> mappings;
  private final int opset;
  private final double tolerance;

  private OnnxExporter(Builder builder) {
    block =
        new ExportedBlock(
            builder.block, builder.inputs, builder.types, builder.normalization, builder.softmax);
    inputNames = builder.inputNames;
    outputNames = builder.outputNames;
    metadata = Collections.unmodifiableMap(new LinkedHashMap<>(builder.metadata));
    mappings = Map.copyOf(builder.mappings);
    opset = builder.opset;
    tolerance = builder.tolerance;
  }

  /**
   * Starts an exporter.
   *
   * @return a builder without block and inputs
   */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * Records the block and returns the model, without verifying it.
   *
   * @return the model message; weights are embedded
   * @throws UnsupportedOperationException if the block does what no graph can express; the message
   *     names the operation and the line of the block
   */
  public ModelProto toModel() {
    OnnxGraph graph = new OnnxGraph(opset);
    inputNames.forEach(graph::claim);
    List<Recording> recordings = record();
    List<String> results =
        new Trace(recordings, Mappings.with(mappings), inputNames, graph).write();
    List<String> outputs = nameOutputs(results, graph);
    return ModelWriter.write(
        graph, Ports.inputs(inputNames, recordings), Ports.outputs(outputs, recordings), metadata);
  }

  private List<Recording> record() {
    List<Recording> recordings = new ArrayList<>();
    Map<Parameter, String> names = block.parameterNames();
    Mappings all = Mappings.with(mappings);
    for (int batch : BATCHES) {
      try (NDManager manager = block.newManager()) {
        Recorder recorder = new Recorder(all, names, manager);
        recordings.add(
            recorder.record(
                block::forward,
                block.example(manager, block.withBatch(batch), new SplittableRandom(batch))));
      }
    }
    return recordings;
  }

  private List<String> nameOutputs(List<String> results, OnnxGraph graph) {
    List<String> names = outputNames;
    if (names.isEmpty()) {
      names = Ports.defaultNames("output", results.size());
    }
    if (names.size() != results.size()) {
      throw new IllegalArgumentException(
          "The block has " + results.size() + " outputs, but the output names are " + names);
    }
    new OutputNames(graph).assign(results, names);
    return names;
  }

  /**
   * A verifier of this block for the batch sizes 1, 2 and 7.
   *
   * @return a verifier that runs DJL and ONNX Runtime on one thread
   */
  public OnnxVerifier verifier() {
    return verifier(0, VERIFIED_BATCHES);
  }

  /**
   * A verifier of this block for other batch sizes.
   *
   * @param seed seed of the random inputs
   * @param batchSizes sizes to run, each at least 1
   * @return a verifier
   */
  public OnnxVerifier verifier(long seed, int... batchSizes) {
    List<List<Shape>> examples = new ArrayList<>();
    for (int batch : batchSizes) {
      examples.add(block.withBatch(batch));
    }
    return new OnnxVerifier(block, examples, seed);
  }

  /**
   * Writes the model to a file and checks it: DJL and ONNX Runtime must agree on random batches of
   * 1, 2 and 7. The file appears complete or not at all.
   *
   * @param file file to write; an existing one is replaced
   * @return the differences that the check found
   * @throws IOException if the file cannot be written
   * @throws OnnxExportException if the two disagree by more than the tolerance
   * @throws UnsupportedOperationException as for {@link #toModel()}
   */
  public OnnxVerification export(Path file) throws IOException {
    byte[] bytes = toModel().toByteArray();
    OnnxVerification verification = verifier().verify(bytes);
    if (!verification.isWithin(tolerance)) {
      throw new OnnxExportException(
          "DJL and ONNX Runtime disagree: "
              + verification
              + "; allowed is "
              + tolerance
              + " relative (optTolerance). No file was written.",
          null);
    }
    AtomicFiles.write(file, bytes);
    return verification;
  }

  /**
   * Writes the model to a file without running it.
   *
   * @param file file to write; an existing one is replaced
   * @throws IOException if the file cannot be written
   * @throws UnsupportedOperationException as for {@link #toModel()}
   */
  public void exportUnverified(Path file) throws IOException {
    AtomicFiles.write(file, toModel().toByteArray());
  }

  /** Builds an {@link OnnxExporter}. */
  public static final class Builder {
    private Block block;
    private List<Shape> inputs;
    private List<DataType> types = List.of();
    private List<String> inputNames = List.of();
    private List<String> outputNames = List.of();
    private final Map<String, String> metadata = new LinkedHashMap<>();
    private final Map<String, OperatorMapping> mappings = new LinkedHashMap<>();
    private ExportedBlock.Normalization normalization;
    private boolean softmax;
    private int opset = 17;
    private double tolerance = 1e-4;

    private Builder() {}

    /**
     * Sets the block to export (required).
     *
     * @param block an initialised block
     * @return this builder
     */
    public Builder setBlock(Block block) {
      this.block = block;
      return this;
    }

    /**
     * Sets the shapes of the inputs without the batch (required).
     *
     * @param shapes one shape per input, for example {@code new Shape(3, 32, 32)}
     * @return this builder
     */
    public Builder setInputs(Shape... shapes) {
      this.inputs = List.of(shapes);
      return this;
    }

    /**
     * Sets the element types of the inputs; {@code FLOAT32} by default.
     *
     * @param types one type per input
     * @return this builder
     */
    public Builder optInputTypes(DataType... types) {
      this.types = List.of(types);
      return this;
    }

    /**
     * Sets the names of the inputs; by default {@code input}, or {@code input0}, {@code input1}...
     *
     * @param names one name per input
     * @return this builder
     */
    public Builder optInputNames(String... names) {
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
    public Builder optOutputNames(String... names) {
      this.outputNames = List.of(names);
      return this;
    }

    /**
     * Adds free metadata, kept in the file in the order of the map.
     *
     * @param entries keys and values
     * @return this builder
     */
    public Builder optMetadata(Map<String, String> entries) {
      metadata.putAll(entries);
      return this;
    }

    /**
     * Sets the version of the ONNX operators; 17 by default.
     *
     * @param opset 13 to 20
     * @return this builder
     */
    public Builder optOpset(int opset) {
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
    public Builder optMapping(String operation, OperatorMapping mapping) {
      mappings.put(operation, mapping);
      return this;
    }

    /**
     * Normalises the first input inside of the graph: {@code (x - mean) / std} per channel.
     *
     * @param mean one value per channel (axis 1 of the batch)
     * @param std one value per channel, none of them zero
     * @return this builder
     */
    public Builder optNormalization(float[] mean, float[] std) {
      this.normalization = new ExportedBlock.Normalization(mean.clone(), std.clone());
      return this;
    }

    /**
     * Appends a softmax over axis 1 to the first output, so that it holds probabilities.
     *
     * @return this builder
     */
    public Builder optSoftmax() {
      this.softmax = true;
      return this;
    }

    /**
     * Sets the largest relative difference that {@link OnnxExporter#export} allows; 1e-4 by
     * default.
     *
     * @param tolerance largest difference relative to the larger of 1 and the value
     * @return this builder
     */
    public Builder optTolerance(double tolerance) {
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
      require(block != null, "setBlock is missing");
      require(inputs != null && !inputs.isEmpty(), "setInputs is missing");
      require(opset >= 13 && opset <= 20, "opset " + opset + " is not between 13 and 20");
      if (types.isEmpty()) {
        types = Collections.nCopies(inputs.size(), DataType.FLOAT32);
      }
      if (inputNames.isEmpty()) {
        inputNames = Ports.defaultNames("input", inputs.size());
      }
      require(
          types.size() == inputs.size() && inputNames.size() == inputs.size(),
          inputs.size() + " inputs have " + types.size() + " types and names " + inputNames);
      return new OnnxExporter(this);
    }

    private static void require(boolean condition, String message) {
      if (!condition) {
        throw new IllegalArgumentException("OnnxExporter: " + message);
      }
    }
  }
}
