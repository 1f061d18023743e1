package io.github.tribuopnas.evaluation;

/**
 * How a classifier does on one class, as scikit-learn's classification report has it.
 *
 * @param label the class
 * @param images how many images are of the class
 * @param precision which fraction of the images taken for the class are of it; 0 if none was
 * @param recall which fraction of the images of the class were taken for it; 0 without images
 * @param f1 the harmonic mean of precision and recall; 0 where both are
 */
public record ClassMetrics(String label, long images, double precision, double recall, double f1) {}
