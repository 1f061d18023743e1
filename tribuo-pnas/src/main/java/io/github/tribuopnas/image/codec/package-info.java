/** Single picture files: decoding, orientation, scaling. */
package io.github.tribuopnas.image.codec;
