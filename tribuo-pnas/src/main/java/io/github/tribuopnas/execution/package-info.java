/** Where trials run. */
@NullMarked
package io.github.tribuopnas.execution;

import org.jspecify.annotations.NullMarked;
