/** Trials: what was proposed, what was measured, and under which conditions. */
@NullMarked
package io.github.tribuopnas.search.trial;

import org.jspecify.annotations.NullMarked;
