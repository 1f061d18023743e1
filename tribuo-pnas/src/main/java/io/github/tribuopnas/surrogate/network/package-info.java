/** The paper's own predictors: a perceptron and a recurrent network on tokens. */
@NullMarked
package io.github.tribuopnas.surrogate.network;

import org.jspecify.annotations.NullMarked;
