/** Predictors of accuracy built from Tribuo regressors. */
@NullMarked
package io.github.tribuopnas.surrogate;

import org.jspecify.annotations.NullMarked;
