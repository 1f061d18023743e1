/** Keeps a search in one SQLite file, so that it survives whatever stops it. */
package io.github.tribuopnas.store;
