/** Optimizers and learning-rate schedules. */
@NullMarked
package io.github.tribuopnas.training.optimizer;

import org.jspecify.annotations.NullMarked;
