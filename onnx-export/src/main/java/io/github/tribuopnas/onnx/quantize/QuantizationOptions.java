package io.github.tribuopnas.onnx.quantize;

/**
 * How a model is quantized.
 *
 * @param method how ranges are chosen
 * @param isReduced whether weights use 7 of their 8 bits
 * @param maxLoss accuracy that may be lost, a part of the examples
 * @param threads threads of the runtime
 */
record QuantizationOptions(
    CalibrationMethod method, boolean isReduced, double maxLoss, int threads) {}
