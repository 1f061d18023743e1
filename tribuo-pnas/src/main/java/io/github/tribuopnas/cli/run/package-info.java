/** What the command writes into a run directory, and reads from it. */
@NullMarked
package io.github.tribuopnas.cli.run;

import org.jspecify.annotations.NullMarked;
