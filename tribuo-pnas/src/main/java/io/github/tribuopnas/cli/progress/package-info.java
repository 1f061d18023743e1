/** What the command shows while it works. */
package io.github.tribuopnas.cli.progress;
