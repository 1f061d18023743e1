/** Predictors of accuracy built from Tribuo regressors. */
package io.github.tribuopnas.surrogate;
