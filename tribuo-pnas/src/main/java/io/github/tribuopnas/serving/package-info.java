/** Trained models on ONNX Runtime. */
package io.github.tribuopnas.serving;
