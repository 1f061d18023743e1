/**
 * What a search seeks besides accuracy: how fast, how small and how cheap the served model is. A
 * new one is a constant of {@code ServedMeasure}; that of a program is an {@code OwnObjective}.
 */
@NullMarked
package io.github.tribuopnas.objective;

import org.jspecify.annotations.NullMarked;
