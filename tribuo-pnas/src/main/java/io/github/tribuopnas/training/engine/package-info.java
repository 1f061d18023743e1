/** The engine's devices, memory and numerical checks. */
package io.github.tribuopnas.training.engine;
