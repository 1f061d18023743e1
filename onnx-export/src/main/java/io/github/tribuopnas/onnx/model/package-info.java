/**
 * What a model file holds, outside of any engine: graphs that can be edited, tensors, metadata, and
 * how a file is written.
 *
 * <p>{@link io.github.tribuopnas.onnx.model.AtomicFiles} and {@link
 * io.github.tribuopnas.onnx.model.OnnxExportException} are for users; the rest serves the packages
 * above.
 */
@NullMarked
package io.github.tribuopnas.onnx.model;

import org.jspecify.annotations.NullMarked;
