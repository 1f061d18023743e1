/** Image sets on disk and on the network, one class for each form. */
@NullMarked
package io.github.tribuopnas.image.source;

import org.jspecify.annotations.NullMarked;
