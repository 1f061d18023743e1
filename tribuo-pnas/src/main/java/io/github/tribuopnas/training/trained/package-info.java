/**
 * Networks with trained weights: how they are evaluated, joined and served. What is done with a
 * network once it is trained belongs here.
 */
@NullMarked
package io.github.tribuopnas.training.trained;

import org.jspecify.annotations.NullMarked;
