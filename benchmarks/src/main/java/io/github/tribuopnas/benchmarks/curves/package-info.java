/**
 * Known learning curves in place of trainings, on which policies of early stopping are compared.
 */
@NullMarked
package io.github.tribuopnas.benchmarks.curves;

import org.jspecify.annotations.NullMarked;
