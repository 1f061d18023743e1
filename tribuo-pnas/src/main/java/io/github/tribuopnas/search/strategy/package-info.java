/** Strategies: which architectures are tried next. */
package io.github.tribuopnas.search.strategy;
