/** How fast the search space is: reading, canonical form, expansion and random cells. */
package io.github.tribuopnas.benchmarks.space;
