/** Trials: what was proposed, what was measured, and under which conditions. */
package io.github.tribuopnas.search.trial;
