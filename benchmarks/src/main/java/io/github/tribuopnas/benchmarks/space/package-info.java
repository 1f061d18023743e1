/** How fast the search space is: reading, canonical form, expansion and random cells. */
@NullMarked
package io.github.tribuopnas.benchmarks.space;

import org.jspecify.annotations.NullMarked;
