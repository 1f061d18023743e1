/** A pool of worker processes. */
@NullMarked
package io.github.tribuopnas.execution.pool;

import org.jspecify.annotations.NullMarked;
