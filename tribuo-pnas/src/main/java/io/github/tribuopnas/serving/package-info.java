/** Trained models on ONNX Runtime. */
@NullMarked
package io.github.tribuopnas.serving;

import org.jspecify.annotations.NullMarked;
