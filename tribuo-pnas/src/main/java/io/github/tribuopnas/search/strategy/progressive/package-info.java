/**
 * Progressive search, the strategy of the paper: how levels begin, grow and are chosen from. What
 * decides which children of a level are measured belongs here.
 */
@NullMarked
package io.github.tribuopnas.search.strategy.progressive;

import org.jspecify.annotations.NullMarked;
