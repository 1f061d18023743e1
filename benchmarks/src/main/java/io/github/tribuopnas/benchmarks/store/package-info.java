/** JMH benchmarks of the store of trials. */
package io.github.tribuopnas.benchmarks.store;
