/** Pictures as SVG: what is drawn of cells, and what charts are made of. */
package io.github.tribuopnas.picture;
