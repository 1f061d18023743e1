/** Cells as DJL networks, and what such a network costs. */
@NullMarked
package io.github.tribuopnas.network;

import org.jspecify.annotations.NullMarked;
