/** Benchmarks of the exporter, of ONNX Runtime beside DJL, and of the served model. */
@NullMarked
package io.github.tribuopnas.benchmarks.export;

import org.jspecify.annotations.NullMarked;
