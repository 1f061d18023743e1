/** Searches for several objectives on tables. */
@NullMarked
package io.github.tribuopnas.benchmarks.front;

import org.jspecify.annotations.NullMarked;
