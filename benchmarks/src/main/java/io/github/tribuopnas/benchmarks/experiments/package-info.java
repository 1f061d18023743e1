/** The experiments behind the documentation, run by {@code benchmarks/run}. */
package io.github.tribuopnas.benchmarks.experiments;
