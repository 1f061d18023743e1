/** Packed images and where they come from. */
package io.github.tribuopnas.data;
