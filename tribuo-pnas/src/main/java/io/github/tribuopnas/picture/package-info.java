/** Pictures as SVG: what is drawn of cells, and what charts are made of. */
@NullMarked
package io.github.tribuopnas.picture;

import org.jspecify.annotations.NullMarked;
