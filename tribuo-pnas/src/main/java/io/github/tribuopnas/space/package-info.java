/** Cells and the space of all of them; knows nothing of networks or training. */
package io.github.tribuopnas.space;
