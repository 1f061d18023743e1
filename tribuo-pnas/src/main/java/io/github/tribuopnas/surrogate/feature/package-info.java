/** What a surrogate knows of a cell, as numbers. */
package io.github.tribuopnas.surrogate.feature;
