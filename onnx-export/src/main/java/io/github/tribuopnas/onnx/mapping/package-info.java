/**
 * Writes recorded operations as ONNX nodes, one entry per operation.
 *
 * <p>{@link io.github.tribuopnas.onnx.mapping.OperatorMapping} and {@link
 * io.github.tribuopnas.onnx.mapping.RecordedCall} are for users; the rest serves the exporter.
 */
@NullMarked
package io.github.tribuopnas.onnx.mapping;

import org.jspecify.annotations.NullMarked;
