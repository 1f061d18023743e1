/** JMH benchmarks of networks: building, running and training them. */
package io.github.tribuopnas.benchmarks.network;
