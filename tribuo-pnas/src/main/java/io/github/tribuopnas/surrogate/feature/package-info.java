/** What a surrogate knows of a cell, as numbers. */
@NullMarked
package io.github.tribuopnas.surrogate.feature;

import org.jspecify.annotations.NullMarked;
