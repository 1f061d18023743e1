/** A pool of worker processes. */
package io.github.tribuopnas.execution.pool;
