/** Charts of lines as SVG, which the experiments write. */
@NullMarked
package io.github.tribuopnas.benchmarks.charts;

import org.jspecify.annotations.NullMarked;
