package io.github.tribuopnas.image;

/**
 * Images to train on and images to validate with, without one in common.
 *
 * @param training the images to train on
 * @param validation the images to measure accuracy on during the search
 */
public record ImageSplit(PackedImages training, PackedImages validation) {}
