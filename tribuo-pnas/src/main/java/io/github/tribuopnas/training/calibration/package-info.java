/**
 * What is fitted to the predictions of trained networks: temperatures, and weights of ensembles.
 */
@NullMarked
package io.github.tribuopnas.training.calibration;

import org.jspecify.annotations.NullMarked;
