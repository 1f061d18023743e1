/** How much time a search takes beside the training of its networks. */
package io.github.tribuopnas.benchmarks.search;
