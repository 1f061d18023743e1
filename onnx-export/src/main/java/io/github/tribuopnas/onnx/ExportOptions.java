package io.github.tribuopnas.onnx;

import io.github.tribuopnas.onnx.mapping.OperatorMapping;
import io.github.tribuopnas.onnx.rewrite.OnnxRewriter;
import java.util.List;
import java.util.Map;

/**
 * How a block is written.
 *
 * @param inputNames one name per input
 * @param outputNames one name per output, or none for the default names
 * @param labels one label per class, or none
 * @param metadata further entries of the file, in their order
 * @param mappings mappings of the user
 * @param opset version of the ONNX operators
 * @param tolerance largest relative difference of a verified file
 * @param rewriter what is done to the finished model
 * @param docString what the file says of itself
 * @param external whether large weights are kept in a file of their own
 * @param maxBytes largest total of the weights as the block has them
 */
record ExportOptions(
    List<String> inputNames,
    List<String> outputNames,
    List<String> labels,
    Map<String, String> metadata,
    Map<String, OperatorMapping> mappings,
    int opset,
    double tolerance,
    OnnxRewriter rewriter,
    String docString,
    boolean external,
    long maxBytes) {}
