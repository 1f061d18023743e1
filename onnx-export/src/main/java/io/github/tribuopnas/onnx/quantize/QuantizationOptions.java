package io.github.tribuopnas.onnx.quantize;

import ai.onnx.proto.OnnxMl.TensorProto;

/**
 * How a model is quantized.
 *
 * @param method how ranges are chosen
 * @param isReduced whether weights use 7 of their 8 bits
 * @param activationType type of the bytes of activations, UINT8 or INT8
 * @param maxLoss accuracy that may be lost, a part of the examples
 * @param threads threads of the runtime
 */
record QuantizationOptions(
    CalibrationMethod method,
    boolean isReduced,
    TensorProto.DataType activationType,
    double maxLoss,
    int threads) {}
