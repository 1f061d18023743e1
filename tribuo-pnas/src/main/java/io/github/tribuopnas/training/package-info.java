/** The training loop, its recipe and its optimiser. */
@NullMarked
package io.github.tribuopnas.training;

import org.jspecify.annotations.NullMarked;
