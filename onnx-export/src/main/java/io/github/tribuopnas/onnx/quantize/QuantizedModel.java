package io.github.tribuopnas.onnx.quantize;

import ai.onnx.proto.OnnxMl.ModelProto;
import java.util.List;

/**
 * A quantized model and its accuracy on the examples.
 *
 * @param model the model
 * @param floatAccuracy part of the examples that the model of single precision labels right, 0 to
 *     1; 1 where the examples have no labels
 * @param accuracy likewise for the quantized model; without labels, how often both agree
 * @param agreement part of the examples to which both models give the same label, 0 to 1
 * @param examples how many examples that is
 * @param quantized names of the values whose layers compute with whole numbers
 * @param keptInFloat names of the values whose layers stay in single precision, the most sensitive
 *     first
 */
public record QuantizedModel(
    ModelProto model,
    double floatAccuracy,
    double accuracy,
    double agreement,
    int examples,
    List<String> quantized,
    List<String> keptInFloat) {

  /**
   * Copies the lists.
   *
   * @param model the model
   * @param floatAccuracy part of the examples that the model of single precision labels right, 0 to
   *     1; 1 where the examples have no labels
   * @param accuracy likewise for the quantized model; without labels, how often both agree
   * @param agreement part of the examples to which both models give the same label, 0 to 1
   * @param examples how many examples that is
   * @param quantized names of the values whose layers compute with whole numbers
   * @param keptInFloat names of the values whose layers stay in single precision, the most
   *     sensitive first
   */
  public QuantizedModel {
    quantized = List.copyOf(quantized);
    keptInFloat = List.copyOf(keptInFloat);
  }

  /**
   * How much accuracy the quantization costs.
   *
   * @return a part of the examples, at most 1; negative if it gained
   */
  public double loss() {
    return floatAccuracy - accuracy;
  }
}
