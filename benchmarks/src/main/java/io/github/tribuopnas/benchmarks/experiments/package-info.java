/** The experiments behind the documentation, run by {@code benchmarks/run}. */
@NullMarked
package io.github.tribuopnas.benchmarks.experiments;

import org.jspecify.annotations.NullMarked;
