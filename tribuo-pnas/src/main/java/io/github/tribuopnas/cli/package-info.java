/** The command line. */
@NullMarked
package io.github.tribuopnas.cli;

import org.jspecify.annotations.NullMarked;
