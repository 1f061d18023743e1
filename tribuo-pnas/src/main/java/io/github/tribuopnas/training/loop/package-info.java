/**
 * A network in training: the loop over its epochs, their batches, the replicas that share a step,
 * checkpoints, and the memory that all this takes. What happens between the first weights and the
 * last belongs here.
 */
@NullMarked
package io.github.tribuopnas.training.loop;

import org.jspecify.annotations.NullMarked;
