/** JMH benchmarks of the store of trials. */
@NullMarked
package io.github.tribuopnas.benchmarks.store;

import org.jspecify.annotations.NullMarked;
