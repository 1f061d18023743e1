/** The training loop, its recipe and its optimizer. */
@NullMarked
package io.github.tribuopnas.training;

import org.jspecify.annotations.NullMarked;
