/**
 * Where trials run. A new place implements {@code TrialExecutor}, in a package of its own if it
 * takes several types.
 */
@NullMarked
package io.github.tribuopnas.execution;

import org.jspecify.annotations.NullMarked;
