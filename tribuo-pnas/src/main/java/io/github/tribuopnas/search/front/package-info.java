/** The geometry of several objectives: dominated volume, free boxes, crowding. */
@NullMarked
package io.github.tribuopnas.search.front;

import org.jspecify.annotations.NullMarked;
