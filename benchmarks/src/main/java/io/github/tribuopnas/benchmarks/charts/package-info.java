/** Charts of lines as SVG, which the experiments write. */
package io.github.tribuopnas.benchmarks.charts;
