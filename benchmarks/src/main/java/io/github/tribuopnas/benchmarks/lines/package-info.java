/** What experiments found, kept as lines of CSV. */
@NullMarked
package io.github.tribuopnas.benchmarks.lines;

import org.jspecify.annotations.NullMarked;
