/**
 * A graph under construction and its model message.
 *
 * <p>{@link io.github.tribuopnas.onnx.graph.OnnxGraph} is what a mapping of a user appends to; the
 * rest serves the packages above.
 */
@NullMarked
package io.github.tribuopnas.onnx.graph;

import org.jspecify.annotations.NullMarked;
