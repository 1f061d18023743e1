/** JMH benchmarks of networks: building, running and training them. */
@NullMarked
package io.github.tribuopnas.benchmarks.network;

import org.jspecify.annotations.NullMarked;
