/** Keeps a search in one SQLite file, so that it survives whatever stops it. */
@NullMarked
package io.github.tribuopnas.store;

import org.jspecify.annotations.NullMarked;
