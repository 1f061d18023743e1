/**
 * The command line: {@code Pnas}, its commands that search, train or tell about runs, cells and the
 * machine, and the options that only these have. A new command belongs here, unless it takes a
 * finished model.
 */
@NullMarked
package io.github.tribuopnas.cli;

import org.jspecify.annotations.NullMarked;
