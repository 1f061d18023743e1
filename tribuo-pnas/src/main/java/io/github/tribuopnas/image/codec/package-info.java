/** Single picture files: decoding, orientation, scaling. */
@NullMarked
package io.github.tribuopnas.image.codec;

import org.jspecify.annotations.NullMarked;
