/** JMH benchmarks of images on their way into a network. */
package io.github.tribuopnas.benchmarks.data;
