/** The paper's own predictors: a perceptron and a recurrent network on tokens. */
package io.github.tribuopnas.surrogate.network;
