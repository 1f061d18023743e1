package io.github.tribuopnas.onnx.tried;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import io.github.tribuopnas.onnx.OnnxExporter;
import io.github.tribuopnas.onnx.OnnxExporterBuilder;
import io.github.tribuopnas.onnx.OnnxVerification;
import io.github.tribuopnas.onnx.check.InvalidModelException;
import io.github.tribuopnas.onnx.check.OnnxModelReader;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * A block that was tried, and what should become of it.
 *
 * @param name what it is
 * @param block makes it
 * @param inputs shapes of its inputs without the batch
 * @param options of the exporter
 * @param others further shapes that the file is run at
 * @param tolerance largest relative difference allowed
 * @param refusal words of the reason why it is refused; empty if it is exported
 */
record TriedBlock(
    String name,
    Function<NDManager, Block> block,
    List<Shape> inputs,
    UnaryOperator<OnnxExporterBuilder> options,
    List<List<Shape>> others,
    double tolerance,
    String refusal) {

  /**
   * What became of it.
   *
   * @param difference largest relative difference between DJL and ONNX Runtime
   * @param refusal why it was refused; empty if it was exported
   */
  record Outcome(double difference, String refusal) {}

  static TriedBlock of(String name, Function<NDManager, Block> block, Shape... inputs) {
    return new TriedBlock(name, block, List.of(inputs), builder -> builder, List.of(), 1e-5, "");
  }

  TriedBlock with(UnaryOperator<OnnxExporterBuilder> more) {
    return new TriedBlock(name, block, inputs, more, others, tolerance, refusal);
  }

  /** The file is run at these shapes as well. */
  TriedBlock at(Shape... shapes) {
    List<List<Shape>> more = Arrays.stream(shapes).map(List::of).toList();
    return new TriedBlock(name, block, inputs, options, more, tolerance, refusal);
  }

  TriedBlock within(double other) {
    return new TriedBlock(name, block, inputs, options, others, other, refusal);
  }

  TriedBlock refusedFor(String words) {
    return new TriedBlock(name, block, inputs, options, others, tolerance, words);
  }

  /** Exports it, reads the file back, and runs it at all shapes for several batches. */
  Outcome outcome(NDManager manager) throws InvalidModelException {
    Block made = block.apply(manager);
    byte[] model;
    try {
      model = exporter(made, inputs).toModel().toByteArray();
    } catch (UnsupportedOperationException e) {
      return new Outcome(0, String.valueOf(e.getMessage()));
    }
    OnnxModelReader.builder().build().read(model);
    OnnxVerification found = exporter(made, inputs).verifier().verify(model);
    double difference = found.maxRelative();
    for (List<Shape> shapes : others) {
      OnnxVerification other = exporter(made, shapes).verifier(9, 1, 3).verify(model);
      difference = Math.max(difference, other.maxRelative());
    }
    return new Outcome(difference, "");
  }

  private OnnxExporter exporter(Block made, List<Shape> shapes) {
    return options
        .apply(OnnxExporter.builder().setBlock(made).setInputs(shapes.toArray(Shape[]::new)))
        .build();
  }

  /** A row of the guide, with the difference to one digit. */
  String row(Outcome outcome) {
    String found =
        outcome.difference() == 0 ? "0" : String.format(Locale.ROOT, "%.0e", outcome.difference());
    return refusal.isEmpty()
        ? "| " + name + " | agrees | " + found + " |"
        : "| " + name + " | refused: " + refusal + " | |";
  }
}
