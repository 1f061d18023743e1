/** Progressive Neural Architecture Search as a Tribuo trainer. */
@NullMarked
package io.github.tribuopnas;

import org.jspecify.annotations.NullMarked;
