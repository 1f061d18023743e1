/**
 * Packed images and where they come from.
 *
 * <p>{@link io.github.tribuopnas.data.PackedImages} is what the search trains on; {@link
 * io.github.tribuopnas.data.ImagePacker} makes it of any Tribuo dataset, and {@link
 * io.github.tribuopnas.data.ImageDataset} is a Tribuo dataset over it. {@link
 * io.github.tribuopnas.data.ImageSource} reads whole image sets from a path; {@link
 * io.github.tribuopnas.data.ImageFile} reads one picture. This package knows Tribuo, but no trainer
 * of networks.
 */
package io.github.tribuopnas.data;
