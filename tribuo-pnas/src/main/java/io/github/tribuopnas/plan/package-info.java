/** What a search does with the time there is. */
@NullMarked
package io.github.tribuopnas.plan;

import org.jspecify.annotations.NullMarked;
