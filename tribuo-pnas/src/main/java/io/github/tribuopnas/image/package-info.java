/**
 * Images in memory, as the search trains on them.
 *
 * <p>{@link io.github.tribuopnas.image.PackedImages} is what the search trains on; {@link
 * io.github.tribuopnas.image.ImagePacker} makes it of any Tribuo dataset, and {@link
 * io.github.tribuopnas.image.ImageDataset} is a Tribuo dataset over it.
 */
@NullMarked
package io.github.tribuopnas.image;

import org.jspecify.annotations.NullMarked;
