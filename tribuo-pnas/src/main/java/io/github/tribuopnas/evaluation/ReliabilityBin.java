package io.github.tribuopnas.evaluation;

/**
 * The images whose label was given with a probability in one interval.
 *
 * @param images how many there are
 * @param confidence the mean probability of the labels given, 0 to 1; 0 without images
 * @param accuracy which fraction of the labels is right, 0 to 1; 0 without images
 */
public record ReliabilityBin(long images, double confidence, double accuracy) {}
