/** Searches on a made-up cluster of many workers that come and go, without training anything. */
@NullMarked
package io.github.tribuopnas.benchmarks.cluster;

import org.jspecify.annotations.NullMarked;
