/** Cells as DJL networks, and what such a network costs. */
package io.github.tribuopnas.network;
