/** What a machine can do: what is found out about it, and what that means for a search. */
@NullMarked
package io.github.tribuopnas.doctor;

import org.jspecify.annotations.NullMarked;
