/** What experiments found, kept as lines of CSV. */
package io.github.tribuopnas.benchmarks.lines;
