/**
 * The facts about a machine, and how they are read: from the system, from files, and by processes
 * of their own that native code may crash. A new fact belongs here; what it means is said by a
 * check.
 */
@NullMarked
package io.github.tribuopnas.doctor.machine;

import org.jspecify.annotations.NullMarked;
