/** The strategies by their names. A new one gets its line here, besides its constant. */
@NullMarked
package io.github.tribuopnas.search.strategy.named;

import org.jspecify.annotations.NullMarked;
