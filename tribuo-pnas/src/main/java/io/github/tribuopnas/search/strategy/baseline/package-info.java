/**
 * The strategies that progressive search is compared with: random draws, evolution of one objective
 * or several, reinforcement learning. A new strategy that draws architectures of the last level
 * belongs here.
 */
@NullMarked
package io.github.tribuopnas.search.strategy.baseline;

import org.jspecify.annotations.NullMarked;
