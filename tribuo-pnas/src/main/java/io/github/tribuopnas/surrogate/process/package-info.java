/** Gaussian processes. */
@NullMarked
package io.github.tribuopnas.surrogate.process;

import org.jspecify.annotations.NullMarked;
