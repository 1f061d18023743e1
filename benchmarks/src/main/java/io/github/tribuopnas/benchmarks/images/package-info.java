/** A real search of images, by every strategy and against a network made by hand. */
@NullMarked
package io.github.tribuopnas.benchmarks.images;

import org.jspecify.annotations.NullMarked;
