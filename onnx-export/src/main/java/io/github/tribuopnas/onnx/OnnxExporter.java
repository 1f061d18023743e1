package io.github.tribuopnas.onnx;

import ai.djl.ndarray.types.Shape;
import ai.onnx.proto.OnnxMl.ModelProto;
import io.github.tribuopnas.onnx.graph.ModelWriter;
import io.github.tribuopnas.onnx.graph.OnnxGraph;
import io.github.tribuopnas.onnx.graph.OutputNames;
import io.github.tribuopnas.onnx.mapping.Mappings;
import io.github.tribuopnas.onnx.mapping.Ports;
import io.github.tribuopnas.onnx.mapping.Trace;
import io.github.tribuopnas.onnx.mapping.UndecidedException;
import io.github.tribuopnas.onnx.model.AtomicFiles;
import io.github.tribuopnas.onnx.model.ExternalData;
import io.github.tribuopnas.onnx.model.ModelMetadata;
import io.github.tribuopnas.onnx.model.OnnxExportException;
import io.github.tribuopnas.onnx.recording.BlockRecorder;
import io.github.tribuopnas.onnx.recording.Example;
import io.github.tribuopnas.onnx.recording.Recording;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.UUID;

/**
 * Exports a DJL block to ONNX by running it: the block's {@code forward} is called on recording
 * arrays, which compute as usual and write down each operation.
 *
 * <p>The block is recorded twice, with two batch sizes and other values, and with several lengths
 * of each free axis. What differs between the recordings is not a constant: it is computed in the
 * graph or refused, so the batch size of the exported model is free.
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
  private static final int[] VERIFIED_BATCHES = {1, 2, 7};

  private final ExportedBlock block;
  private final ExampleShapes shapes;
  private final ExportOptions options;

  OnnxExporter(ExportedBlock block, ExampleShapes shapes, ExportOptions options) {
    this.block = block;
    this.shapes = shapes;
    this.options = options;
  }

  /**
   * Starts an exporter.
   *
   * @return a builder without block and inputs
   */
  public static OnnxExporterBuilder builder() {
    return new OnnxExporterBuilder();
  }

  /**
   * Records the block and returns the model, without verifying it.
   *
   * @return the model message; weights are embedded
   * @throws UnsupportedOperationException if the block does what no graph can express; the message
   *     names the operation and the line of the block
   * @throws OnnxExportException if the weights are larger than the limit
   */
  public ModelProto toModel() {
    Mappings mappings = Mappings.with(options.mappings());
    try {
      return toModel(mappings, ExampleShapes.FEW);
    } catch (UndecidedException e) {
      return toModel(mappings, ExampleShapes.MANY);
    }
  }

  private ModelProto toModel(Mappings mappings, int neighbors) {
    OnnxGraph graph = new OnnxGraph(options.opset(), options.maxBytes());
    options.inputNames().forEach(graph::claim);
    List<Recording> recordings = record(mappings, neighbors);
    List<String> results = new Trace(recordings, mappings, options.inputNames(), graph).write();
    List<String> outputs = nameOutputs(results, graph);
    checkLabels(recordings.get(0));
    Ports ports = new Ports(recordings, shapes.free());
    ModelProto model =
        ModelWriter.write(
            graph,
            ports.inputs(options.inputNames()),
            ports.outputs(outputs),
            ModelMetadata.with(options.labels(), options.metadata()),
            options.docString());
    return options.rewriter().rewrite(model);
  }

  private List<Recording> record(Mappings mappings, int neighbors) {
    return new BlockRecorder(mappings, block.parameterNames(), block::newManager)
        .record(
            block,
            example(shapes.first(), 0),
            numbers -> plan(shapes.recorded(neighbors, new TellingSizes(numbers, dimensions()))));
  }

  private Set<Long> dimensions() {
    Set<Long> dimensions = new TreeSet<>();
    shapes.inputs().forEach(shape -> Arrays.stream(shape.getShape()).forEach(dimensions::add));
    return dimensions;
  }

  private BlockRecorder.Plan plan(ExampleShapes.Recorded recorded) {
    List<Example> others = new ArrayList<>();
    for (ExampleShapes.Sized sized : recorded.others()) {
      others.add(example(sized, 1 + others.size()));
    }
    return new BlockRecorder.Plan(others, recorded.extensions());
  }

  private Example example(ExampleShapes.Sized sized, int seed) {
    SplittableRandom random = new SplittableRandom(seed);
    return new Example(
        manager -> block.example(manager, sized.shapes(), random), sized.isRequired());
  }

  private List<String> nameOutputs(List<String> results, OnnxGraph graph) {
    List<String> names = options.outputNames();
    if (names.isEmpty()) {
      names = Ports.defaultNames("output", results.size());
    }
    if (names.size() != results.size()) {
      throw new IllegalArgumentException(
          "the block has " + results.size() + " outputs, but the output names are " + names);
    }
    new OutputNames(graph).assign(results, names);
    return names;
  }

  private void checkLabels(Recording recording) {
    Shape output = recording.outputs().get(0).known().shape();
    int labels = options.labels().size();
    if (labels > 0 && (output.dimension() != 2 || output.get(1) != labels)) {
      throw new IllegalArgumentException(
          "there are "
              + labels
              + " labels, but the first output has the shape "
              + output
              + "; it should be (batch, "
              + labels
              + ")");
    }
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
    return new OnnxVerifier(block, shapes.verified(batchSizes), seed);
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
    ModelProto model = toModel();
    if (options.external()) {
      return exportExternally(model, file);
    }
    byte[] bytes = model.toByteArray();
    OnnxVerification verification = agreeing(verifier().verify(bytes));
    AtomicFiles.write(file, bytes);
    return verification;
  }

  /**
   * Runs the pair of files in a folder beside their destination, then moves it, the weights first.
   */
  private OnnxVerification exportExternally(ModelProto model, Path file) throws IOException {
    Path target = file.toAbsolutePath();
    if (!Files.isDirectory(target.resolveSibling(""))) {
      throw new NoSuchFileException(
          file.toString(), null, "there is no directory " + target.resolveSibling(""));
    }
    Path folder = Files.createDirectory(target.resolveSibling("." + UUID.randomUUID()));
    Path written = folder.resolve(target.getFileName());
    try {
      ExternalData.write(model, written);
      OnnxVerification verification = agreeing(verifier().verify(written));
      Files.move(
          ExternalData.beside(written),
          ExternalData.beside(target),
          StandardCopyOption.ATOMIC_MOVE);
      Files.move(written, target, StandardCopyOption.ATOMIC_MOVE);
      return verification;
    } finally {
      Files.deleteIfExists(ExternalData.beside(written));
      Files.deleteIfExists(written);
      Files.delete(folder);
    }
  }

  private OnnxVerification agreeing(OnnxVerification verification) {
    if (!verification.isWithin(options.tolerance())) {
      throw new OnnxExportException(
          "DJL and ONNX Runtime disagree: "
              + verification
              + "; allowed is "
              + options.tolerance()
              + " relative (optTolerance); no file was written");
    }
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
    if (options.external()) {
      ExternalData.write(toModel(), file);
    } else {
      AtomicFiles.write(file, toModel().toByteArray());
    }
  }
}
