/**
 * What a machine can do: the checks that judge the facts about it, and what they found. A new check
 * belongs here.
 */
@NullMarked
package io.github.tribuopnas.doctor;

import org.jspecify.annotations.NullMarked;
