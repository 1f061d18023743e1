/**
 * The search algorithms and the seams around them; pure Java, so that a whole search runs in
 * milliseconds against a table.
 */
@NullMarked
package io.github.tribuopnas.search;

import org.jspecify.annotations.NullMarked;
