/** Strategies: which architectures are tried next. */
@NullMarked
package io.github.tribuopnas.search.strategy;

import org.jspecify.annotations.NullMarked;
