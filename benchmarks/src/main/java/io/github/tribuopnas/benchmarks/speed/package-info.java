/** Training speed and memory, measured. */
package io.github.tribuopnas.benchmarks.speed;
