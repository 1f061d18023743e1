package io.github.tribuopnas.training;

import io.github.tribuopnas.base.Require;
import io.github.tribuopnas.training.augment.Augmentation;
import io.github.tribuopnas.training.augment.Mixup;
import io.github.tribuopnas.training.engine.Precision;
import io.github.tribuopnas.training.optimizer.Optimizer;
import io.github.tribuopnas.training.optimizer.Schedule;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * How a network is trained. Images are always normalized by the mean and the standard deviation of
 * each channel over the training set. {@link #builder} makes recipes, {@link Recipes} has those of
 * the paper, and {@link #fields} and {@link RecipeBuilder#set} give every field a text form for
 * commands and configurations.
 *
 * @param epochs passes over the training images, at least 1
 * @param batchSize images in a step, at least 2 (batch normalization needs several)
 * @param learningRate the full rate, above 0; what the schedule and the warm-up start from
 * @param optimizer how weights follow their gradients
 * @param schedule how the rate falls
 * @param warmUpEpochs epochs in which the rate rises in a straight line to the full one before the
 *     schedule begins, at least 0
 * @param weightDecay fraction of each weight that is added to its gradient, or taken off the weight
 *     where the optimizer keeps the two apart, at least 0
 * @param sparesNormsAndBiases whether biases and the scales and shifts of batch normalization do
 *     not decay
 * @param clipNorm what the gradient, as one vector of all parameters, is scaled down to if it is
 *     longer, before weight decay is added; 0 leaves it
 * @param labelSmoothing fraction of each image's label that is spread over all classes, from 0 to
 *     below 1
 * @param mixup the parameter of the beta distribution that says how much of each image and its
 *     label is replaced by another image and its label, from 0, which replaces nothing, to 1; see
 *     {@link Mixup}
 * @param auxiliaryWeight what the loss of the auxiliary head counts, at least 0; 0 trains without
 *     the head
 * @param dropPath chance that a branch of the last cell is left out of an image at the last step,
 *     from 0 to below 1; it grows from 0 over cells and over steps
 * @param dropout chance that a feature is left out before the classifier, from 0 to below 1
 * @param averageDecay fraction that the moving average of all weights and statistics keeps in a
 *     step, from 0 to below 1; the average is what training gives. At step n (from 0) it keeps at
 *     most (1 + n) / (10 + n), so that it forgets the first weights soon. 0 takes no average
 * @param augmentations random changes to images, in the order they are applied
 * @param divergenceLimit training ends as diverged when the mean loss of an epoch is more than so
 *     many times that of guessing, the logarithm of the number of classes; above 1, infinity for
 *     never
 * @param refusesChance whether an accuracy at chance is a failure, see {@link ChanceRule}
 * @param balance what is done about classes with few images
 * @param precision in which numbers layers are computed
 */
public record Recipe(
    int epochs,
    int batchSize,
    double learningRate,
    Optimizer optimizer,
    Schedule schedule,
    double warmUpEpochs,
    double weightDecay,
    boolean sparesNormsAndBiases,
    double clipNorm,
    double labelSmoothing,
    double mixup,
    double auxiliaryWeight,
    double dropPath,
    double dropout,
    double averageDecay,
    List<Augmentation> augmentations,
    double divergenceLimit,
    boolean refusesChance,
    ClassBalance balance,
    Precision precision) {

  /**
   * Checks every component.
   *
   * @param epochs passes over the training images, at least 1
   * @param batchSize images in a step, at least 2 (batch normalization needs several)
   * @param learningRate the full rate, above 0; what the schedule and the warm-up start from
   * @param optimizer how weights follow their gradients
   * @param schedule how the rate falls
   * @param warmUpEpochs epochs in which the rate rises in a straight line to the full one before
   *     the schedule begins, at least 0
   * @param weightDecay fraction of each weight that is added to its gradient, or taken off the
   *     weight where the optimizer keeps the two apart, at least 0
   * @param sparesNormsAndBiases whether biases and the scales and shifts of batch normalization do
   *     not decay
   * @param clipNorm what the gradient, as one vector of all parameters, is scaled down to if it is
   *     longer, before weight decay is added; 0 leaves it
   * @param labelSmoothing fraction of each image's label that is spread over all classes, from 0 to
   *     below 1
   * @param mixup the parameter of the beta distribution that says how much of each image and its
   *     label is replaced by another image and its label, from 0, which replaces nothing, to 1
   * @param auxiliaryWeight what the loss of the auxiliary head counts, at least 0; 0 trains without
   *     the head
   * @param dropPath chance that a branch of the last cell is left out of an image at the last step,
   *     from 0 to below 1; it grows from 0 over cells and over steps
   * @param dropout chance that a feature is left out before the classifier, from 0 to below 1
   * @param averageDecay fraction that the moving average of all weights and statistics keeps in a
   *     step, from 0 to below 1; the average is what training gives. At step n (from 0) it keeps at
   *     most (1 + n) / (10 + n), so that it forgets the first weights soon. 0 takes no average
   * @param augmentations random changes to images, in the order they are applied
   * @param divergenceLimit training ends as diverged when the mean loss of an epoch is more than so
   *     many times that of guessing, the logarithm of the number of classes; above 1, infinity for
   *     never
   * @param refusesChance whether an accuracy at chance is a failure, see {@link ChanceRule}
   * @param balance what is done about classes with few images
   * @param precision in which numbers layers are computed
   */
  public Recipe {
    Require.atLeast("epochs", epochs, 1);
    Require.atLeast("batch size", batchSize, 2);
    Require.positive("learning rate", learningRate);
    Objects.requireNonNull(optimizer, "optimizer");
    Objects.requireNonNull(schedule, "schedule");
    Require.notNegative("warm-up", warmUpEpochs);
    Require.notNegative("weight decay", weightDecay);
    Require.notNegative("clip norm", clipNorm);
    Require.fraction("label smoothing", labelSmoothing);
    Require.that(mixup >= 0 && mixup <= 1, "mixup", mixup, "numbers from 0 to 1");
    Require.notNegative("auxiliary weight", auxiliaryWeight);
    Require.fraction("drop-path", dropPath);
    Require.fraction("dropout", dropout);
    Require.fraction("average decay", averageDecay);
    augmentations = List.copyOf(augmentations);
    Objects.requireNonNull(balance, "balance");
    Objects.requireNonNull(precision, "precision");
    Require.that(divergenceLimit > 1, "divergence limit", divergenceLimit, "numbers above 1");
  }

  /**
   * Starts a recipe.
   *
   * @return a builder with the defaults of the search that is built in: 4 epochs in batches of 32,
   *     SGD with momentum 0.9 from 0.05 along a cosine, weight decay 1e-4, and nothing else
   */
  public static RecipeBuilder builder() {
    return new RecipeBuilder();
  }

  /**
   * Starts a recipe from this one.
   *
   * @return a builder with all that this recipe has
   */
  public RecipeBuilder toBuilder() {
    return new RecipeBuilder(this);
  }

  /**
   * Returns the same recipe for another length.
   *
   * @param newEpochs the number of epochs
   * @return the new recipe
   */
  public Recipe withEpochs(int newEpochs) {
    return toBuilder().optEpochs(newEpochs).build();
  }

  /**
   * Returns the same course of a training over another length: the warm-up is in proportion.
   *
   * @param newEpochs the number of epochs
   * @return the new recipe
   */
  public Recipe stretchedTo(int newEpochs) {
    return toBuilder()
        .optEpochs(newEpochs)
        .optWarmUpEpochs(warmUpEpochs * newEpochs / epochs)
        .build();
  }

  /**
   * Returns a recipe that states what is done about classes with few images, so that equal
   * trainings have equal recipes.
   *
   * @param counts how many training images each class has
   * @return the changed copy, without {@link ClassBalance#AUTO}
   */
  public Recipe balanced(int[] counts) {
    return toBuilder().optBalance(balance.decided(counts)).build();
  }

  /**
   * Returns how many steps an epoch has. Images that do not fill a batch are left out.
   *
   * @param images the number of training images, at least 1
   * @return at least 1; a batch never has more images than there are
   */
  public long stepsPerEpoch(int images) {
    return images / Math.min(batchSize, images);
  }

  /**
   * Returns how long an epoch is without one of some parts of the images.
   *
   * @param parts in how many parts the images are, at least 2
   * @param images how many there are, at least as many
   * @return a fraction of the steps of an epoch with all of them
   */
  public double epochWithoutPart(int parts, int images) {
    return (double) stepsPerEpoch(images - images / parts) / stepsPerEpoch(images);
  }

  /**
   * Returns the learning rate of a step.
   *
   * @param step the step, from 0
   * @param steps how many there are in all
   * @param stepsPerEpoch how many there are in an epoch
   * @return the rate, above 0 and at most {@link #learningRate} unless the schedule rises
   */
  public double learningRate(long step, long steps, long stepsPerEpoch) {
    long warmUp = Math.min(steps, Math.round(warmUpEpochs * stepsPerEpoch));
    return step < warmUp
        ? learningRate * (step + 1) / warmUp
        : learningRate * schedule.factor(step - warmUp, steps - warmUp, stepsPerEpoch);
  }

  /**
   * Returns the text form of every field.
   *
   * @return names and texts that {@link RecipeBuilder#set} takes, in a fixed order
   */
  public Map<String, String> fields() {
    Map<String, String> fields = new LinkedHashMap<>();
    for (RecipeField field : RecipeField.values()) {
      fields.put(field.text(), field.of(this));
    }
    return fields;
  }

  /**
   * Returns the fields that distinguish this recipe from others, as files keep them. A field added
   * by a later release is left out if it has no effect, so that the text of an old recipe stays the
   * same.
   *
   * @return names and texts that {@link RecipeBuilder#set} takes, in a fixed order
   */
  public Map<String, String> keptFields() {
    Map<String, String> kept = fields();
    kept.remove(RecipeField.MIXUP.text(), "0.0");
    kept.remove(RecipeField.BALANCE.text(), ClassBalance.NONE.text());
    kept.remove(RecipeField.PRECISION.text(), Precision.AUTO.text());
    return kept;
  }

  /**
   * Returns whether an accuracy at chance is a failure after training on some images. Where classes
   * are balanced it is not: always naming the most frequent class may well be right more often.
   *
   * @param counts how many training images each class has
   * @return whether {@link ChanceRule} is asked
   */
  public boolean refusesChance(int[] counts) {
    return refusesChance && balance.decided(counts) == ClassBalance.NONE;
  }

  @Override
  public String toString() {
    return "Recipe" + keptFields();
  }
}
