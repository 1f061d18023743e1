/** Boosted trees, and trees compiled for fast prediction. */
package io.github.tribuopnas.surrogate.tree;
