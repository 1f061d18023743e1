/** A real search of images, by every strategy and against a network made by hand. */
package io.github.tribuopnas.benchmarks.images;
