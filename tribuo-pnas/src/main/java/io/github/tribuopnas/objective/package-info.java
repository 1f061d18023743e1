/** What a search seeks besides accuracy: how fast, how small and how cheap the served model is. */
@NullMarked
package io.github.tribuopnas.objective;

import org.jspecify.annotations.NullMarked;
