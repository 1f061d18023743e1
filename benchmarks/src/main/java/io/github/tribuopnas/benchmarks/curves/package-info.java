/**
 * Known learning curves in place of trainings, on which policies of early stopping are compared.
 */
package io.github.tribuopnas.benchmarks.curves;
