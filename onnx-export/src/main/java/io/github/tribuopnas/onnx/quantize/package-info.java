/**
 * Turns finished models of single precision into models of 8-bit whole numbers.
 *
 * <p>{@link io.github.tribuopnas.onnx.quantize.OnnxQuantizer} is the entry; examples go in as
 * {@link io.github.tribuopnas.onnx.quantize.ExampleBatch}. Nothing here knows of DJL.
 */
@NullMarked
package io.github.tribuopnas.onnx.quantize;

import org.jspecify.annotations.NullMarked;
