/** What the command writes into a run directory, and reads from it. */
package io.github.tribuopnas.cli.run;
