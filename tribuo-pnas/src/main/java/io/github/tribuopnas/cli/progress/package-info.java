/** What the command shows while it works. */
@NullMarked
package io.github.tribuopnas.cli.progress;

import org.jspecify.annotations.NullMarked;
