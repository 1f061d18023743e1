/** JMH benchmarks of images on their way into a network. */
@NullMarked
package io.github.tribuopnas.benchmarks.data;

import org.jspecify.annotations.NullMarked;
