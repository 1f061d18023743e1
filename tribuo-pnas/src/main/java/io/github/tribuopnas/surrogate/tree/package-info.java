/** Boosted trees, and trees compiled for fast prediction. */
@NullMarked
package io.github.tribuopnas.surrogate.tree;

import org.jspecify.annotations.NullMarked;
