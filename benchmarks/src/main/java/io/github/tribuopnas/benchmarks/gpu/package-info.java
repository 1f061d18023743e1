/** One look at a machine with a GPU: is what it computes right, and how fast is it. */
@NullMarked
package io.github.tribuopnas.benchmarks.gpu;

import org.jspecify.annotations.NullMarked;
