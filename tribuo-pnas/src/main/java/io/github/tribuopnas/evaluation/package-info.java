/** How good a classifier is on labeled images: counts, metrics, calibration. */
@NullMarked
package io.github.tribuopnas.evaluation;

import org.jspecify.annotations.NullMarked;
