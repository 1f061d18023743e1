/** Charts as SVG, written without a library: the experiments need lines and no more. */
package io.github.tribuopnas.benchmarks.charts;
