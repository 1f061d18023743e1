/** The engine's devices, memory and numerical checks. */
@NullMarked
package io.github.tribuopnas.training.engine;

import org.jspecify.annotations.NullMarked;
