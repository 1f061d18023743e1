/** Rows of features, and regressors of such rows. */
package io.github.tribuopnas.surrogate.row;
