/** What a training step costs on this machine, measured layer by layer. */
@NullMarked
package io.github.tribuopnas.cost;

import org.jspecify.annotations.NullMarked;
