/** Ridge regression. */
@NullMarked
package io.github.tribuopnas.surrogate.linear;

import org.jspecify.annotations.NullMarked;
