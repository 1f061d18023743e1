/** The training loop, its recipe and its optimiser. */
package io.github.tribuopnas.training;
