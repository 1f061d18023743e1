/** Trials on a cluster of Apache Spark. */
@NullMarked
package io.github.tribuopnas.execution.spark;

import org.jspecify.annotations.NullMarked;
