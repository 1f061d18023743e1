/**
 * NAS-Bench-201 (Dong and Yang, ICLR 2020) as a search space: cells of four nodes whose accuracies
 * stand in a table, so that a search runs in milliseconds.
 */
@NullMarked
package io.github.tribuopnas.benchmarks.nasbench201;

import org.jspecify.annotations.NullMarked;
