/**
 * What is put around any strategy to make it cheaper: races of short trainings, a last rung, the
 * end of patience. What decides how long a trial is trained, whoever proposed it, belongs here.
 */
@NullMarked
package io.github.tribuopnas.search.strategy.economy;

import org.jspecify.annotations.NullMarked;
