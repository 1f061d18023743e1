/** What is known of cells before the first trial of a search. */
@NullMarked
package io.github.tribuopnas.surrogate.prior;

import org.jspecify.annotations.NullMarked;
