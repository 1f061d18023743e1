package io.github.tribuopnas.evaluation;

import org.jspecify.annotations.Nullable;

/**
 * The numbers of an evaluation, defined as scikit-learn defines them.
 *
 * @param images how many images were labeled
 * @param accuracy the fraction labeled correctly, 0 to 1
 * @param accuracyError its standard error
 * @param balancedAccuracy the mean over the classes of the fraction labeled correctly, 0 to 1
 * @param balancedAccuracyError its standard error
 * @param macroF1 the mean over the classes of the harmonic mean of precision and recall, 0 to 1
 * @param logLoss the mean negative log likelihood of the true classes, in nats; null if it was not
 *     measured
 * @param expectedCalibrationError how far confidence and accuracy are apart, over 15 intervals, 0
 *     to 1; null if it was not measured
 */
public record EvaluationMetrics(
    long images,
    double accuracy,
    double accuracyError,
    double balancedAccuracy,
    double balancedAccuracyError,
    double macroF1,
    @Nullable Double logLoss,
    @Nullable Double expectedCalibrationError) {}
