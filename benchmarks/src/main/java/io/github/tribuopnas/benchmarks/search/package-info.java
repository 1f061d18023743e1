/** How much time a search takes beside the training of its networks. */
@NullMarked
package io.github.tribuopnas.benchmarks.search;

import org.jspecify.annotations.NullMarked;
