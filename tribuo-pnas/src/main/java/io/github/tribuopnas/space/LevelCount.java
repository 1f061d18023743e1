package io.github.tribuopnas.space;

import java.math.BigInteger;

/**
 * How many cells of one level a space has.
 *
 * @param blocks the level: the number of blocks of each cell
 * @param raw choices of two inputs and two operations for each block, as the paper counts (section
 *     3.1)
 * @param swapDistinct the same, where swapping the two branches of a block gives nothing new
 * @param distinct cells that differ as graphs: swapping branches and renumbering blocks give
 *     nothing new
 */
public record LevelCount(
    int blocks, BigInteger raw, BigInteger swapDistinct, BigInteger distinct) {}
