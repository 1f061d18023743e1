/** Benchmarks of the exporter, of ONNX Runtime beside DJL, and of the served model. */
package io.github.tribuopnas.benchmarks.export;
