/** Trials on a cluster of Apache Spark. */
package io.github.tribuopnas.execution.spark;
