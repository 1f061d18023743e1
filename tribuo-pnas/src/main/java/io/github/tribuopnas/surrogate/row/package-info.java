/** Rows of features, and regressors of such rows. */
@NullMarked
package io.github.tribuopnas.surrogate.row;

import org.jspecify.annotations.NullMarked;
