/** Ridge regression. */
package io.github.tribuopnas.surrogate.linear;
