/** Random cells trained on public images, from which a search learns before its first trial. */
@NullMarked
package io.github.tribuopnas.benchmarks.prior;

import org.jspecify.annotations.NullMarked;
