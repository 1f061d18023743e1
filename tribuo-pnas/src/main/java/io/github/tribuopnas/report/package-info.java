/** The report of a run: one HTML page that needs nothing but itself. */
@NullMarked
package io.github.tribuopnas.report;

import org.jspecify.annotations.NullMarked;
