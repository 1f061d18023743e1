/** Searches of real images for accuracy and latency. */
@NullMarked
package io.github.tribuopnas.benchmarks.live;

import org.jspecify.annotations.NullMarked;
