/**
 * What every strategy has: its setup and options, what is sought besides the first objective, and
 * how beams are chosen. A new option or acquisition belongs here; a new strategy belongs beside
 * those that it is like, or in a package of its own.
 */
@NullMarked
package io.github.tribuopnas.search.strategy;

import org.jspecify.annotations.NullMarked;
