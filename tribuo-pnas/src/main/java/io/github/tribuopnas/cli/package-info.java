/** The command line. */
package io.github.tribuopnas.cli;
