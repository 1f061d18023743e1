/** Cells and the space of all of them; knows nothing of networks or training. */
@NullMarked
package io.github.tribuopnas.space;

import org.jspecify.annotations.NullMarked;
