/** Training speed and memory, measured. */
@NullMarked
package io.github.tribuopnas.benchmarks.speed;

import org.jspecify.annotations.NullMarked;
