/**
 * Exports any DJL block to ONNX.
 *
 * <p>{@link io.github.tribuopnas.onnx.OnnxExporter} runs the block once per example batch on
 * recording arrays and writes what it did as an ONNX graph; {@link
 * io.github.tribuopnas.onnx.OnnxVerifier} compares DJL and ONNX Runtime on the same inputs. Nothing
 * here knows of architecture search.
 */
@NullMarked
package io.github.tribuopnas.onnx;

import org.jspecify.annotations.NullMarked;
