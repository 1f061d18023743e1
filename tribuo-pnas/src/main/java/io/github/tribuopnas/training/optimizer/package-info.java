/** Optimizers and learning-rate schedules. */
package io.github.tribuopnas.training.optimizer;
