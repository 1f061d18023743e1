/** Benchmarks of surrogates. */
@NullMarked
package io.github.tribuopnas.benchmarks.surrogate;

import org.jspecify.annotations.NullMarked;
