/** Benchmarks of surrogates. */
package io.github.tribuopnas.benchmarks.surrogate;
