package io.github.tribuopnas.training;

import io.github.tribuopnas.training.augment.Augmentation;
import io.github.tribuopnas.training.engine.Precision;
import io.github.tribuopnas.training.optimizer.CosineSchedule;
import io.github.tribuopnas.training.optimizer.Optimizer;
import io.github.tribuopnas.training.optimizer.Schedule;
import io.github.tribuopnas.training.optimizer.Sgd;
import java.util.List;
import java.util.Map;

/** Changes fields of a recipe; {@link Recipe} describes them and their ranges. */
public final class RecipeBuilder {

  static final int EPOCHS = 4;
  static final int BATCH_SIZE = 32;
  static final double LEARNING_RATE = 0.05;

  private int epochs = EPOCHS;
  private int batchSize = BATCH_SIZE;
  private double learningRate = LEARNING_RATE;
  private Optimizer optimizer = new Sgd(0.9);
  private Schedule schedule = new CosineSchedule();
  private double warmUpEpochs;
  private double weightDecay = 1e-4;
  private boolean sparesNormsAndBiases;
  private double clipNorm;
  private double labelSmoothing;
  private double mixup;
  private double auxiliaryWeight;
  private double dropPath;
  private double dropout;
  private double averageDecay;
  private List<Augmentation> augmentations = List.of();
  private double divergenceLimit = 10;
  private boolean refusesChance = true;
  private ClassBalance balance = ClassBalance.NONE;
  private Precision precision = Precision.AUTO;

  RecipeBuilder() {}

  RecipeBuilder(Recipe recipe) {
    epochs = recipe.epochs();
    batchSize = recipe.batchSize();
    learningRate = recipe.learningRate();
    optimizer = recipe.optimizer();
    schedule = recipe.schedule();
    warmUpEpochs = recipe.warmUpEpochs();
    weightDecay = recipe.weightDecay();
    sparesNormsAndBiases = recipe.sparesNormsAndBiases();
    clipNorm = recipe.clipNorm();
    labelSmoothing = recipe.labelSmoothing();
    mixup = recipe.mixup();
    auxiliaryWeight = recipe.auxiliaryWeight();
    dropPath = recipe.dropPath();
    dropout = recipe.dropout();
    averageDecay = recipe.averageDecay();
    augmentations = recipe.augmentations();
    divergenceLimit = recipe.divergenceLimit();
    refusesChance = recipe.refusesChance();
    balance = recipe.balance();
    precision = recipe.precision();
  }

  /**
   * Sets a field by its name and text form.
   *
   * @param name a name among {@link Recipe#fields}, such as {@code label-smoothing}
   * @param text its value, such as {@code 0.1}, {@code sgd(0.9)} or {@code crop(4)+flip}
   * @return this builder
   * @throws IllegalArgumentException if there is no such field, or the text is none of its values
   */
  public RecipeBuilder set(String name, String text) {
    return set(RecipeField.parse(name), text);
  }

  RecipeBuilder set(RecipeField field, String text) {
    field.set(this, text);
    return this;
  }

  /**
   * Sets several fields.
   *
   * @param fields names and text forms
   * @return this builder
   * @throws IllegalArgumentException as {@link #set(String, String)} does
   */
  public RecipeBuilder setAll(Map<String, String> fields) {
    fields.forEach(this::set);
    return this;
  }

  /**
   * Sets epochs.
   *
   * @param newEpochs passes over the training images, at least 1
   * @return this builder
   */
  public RecipeBuilder optEpochs(int newEpochs) {
    epochs = newEpochs;
    return this;
  }

  /**
   * Sets batchSize.
   *
   * @param newBatchSize images in a step, at least 2
   * @return this builder
   */
  public RecipeBuilder optBatchSize(int newBatchSize) {
    batchSize = newBatchSize;
    return this;
  }

  /**
   * Sets learningRate.
   *
   * @param newLearningRate the full rate, above 0
   * @return this builder
   */
  public RecipeBuilder optLearningRate(double newLearningRate) {
    learningRate = newLearningRate;
    return this;
  }

  /**
   * Sets optimizer.
   *
   * @param newOptimizer how weights follow their gradients
   * @return this builder
   */
  public RecipeBuilder optOptimizer(Optimizer newOptimizer) {
    optimizer = newOptimizer;
    return this;
  }

  /**
   * Sets schedule.
   *
   * @param newSchedule how the rate falls
   * @return this builder
   */
  public RecipeBuilder optSchedule(Schedule newSchedule) {
    schedule = newSchedule;
    return this;
  }

  /**
   * Sets warmUpEpochs.
   *
   * @param newWarmUpEpochs epochs in which the rate rises, at least 0
   * @return this builder
   */
  public RecipeBuilder optWarmUpEpochs(double newWarmUpEpochs) {
    warmUpEpochs = newWarmUpEpochs;
    return this;
  }

  /**
   * Sets weightDecay.
   *
   * @param newWeightDecay fraction of each weight, at least 0
   * @return this builder
   */
  public RecipeBuilder optWeightDecay(double newWeightDecay) {
    weightDecay = newWeightDecay;
    return this;
  }

  /**
   * Sets sparesNormsAndBiases.
   *
   * @param newSparesNormsAndBiases whether only weights decay
   * @return this builder
   */
  public RecipeBuilder optSparesNormsAndBiases(boolean newSparesNormsAndBiases) {
    sparesNormsAndBiases = newSparesNormsAndBiases;
    return this;
  }

  /**
   * Sets clipNorm.
   *
   * @param newClipNorm longest gradient, or 0 for any
   * @return this builder
   */
  public RecipeBuilder optClipNorm(double newClipNorm) {
    clipNorm = newClipNorm;
    return this;
  }

  /**
   * Sets labelSmoothing.
   *
   * @param newLabelSmoothing fraction spread over all classes, from 0 to below 1
   * @return this builder
   */
  public RecipeBuilder optLabelSmoothing(double newLabelSmoothing) {
    labelSmoothing = newLabelSmoothing;
    return this;
  }

  /**
   * Sets mixup.
   *
   * @param newMixup parameter of the beta distribution, from 0, for none, to 1
   * @return this builder
   */
  public RecipeBuilder optMixup(double newMixup) {
    mixup = newMixup;
    return this;
  }

  /**
   * Sets auxiliaryWeight.
   *
   * @param newAuxiliaryWeight what the auxiliary loss counts, or 0 for no head
   * @return this builder
   */
  public RecipeBuilder optAuxiliaryWeight(double newAuxiliaryWeight) {
    auxiliaryWeight = newAuxiliaryWeight;
    return this;
  }

  /**
   * Sets dropPath.
   *
   * @param newDropPath chance at the last cell and step, from 0 to below 1
   * @return this builder
   */
  public RecipeBuilder optDropPath(double newDropPath) {
    dropPath = newDropPath;
    return this;
  }

  /**
   * Sets dropout.
   *
   * @param newDropout chance before the classifier, from 0 to below 1
   * @return this builder
   */
  public RecipeBuilder optDropout(double newDropout) {
    dropout = newDropout;
    return this;
  }

  /**
   * Sets averageDecay.
   *
   * @param newAverageDecay fraction kept in a step, from 0 to below 1; 0 for no average
   * @return this builder
   */
  public RecipeBuilder optAverageDecay(double newAverageDecay) {
    averageDecay = newAverageDecay;
    return this;
  }

  /**
   * Sets augmentations.
   *
   * @param newAugmentations random changes to images, in order
   * @return this builder
   */
  public RecipeBuilder optAugmentations(List<Augmentation> newAugmentations) {
    augmentations = newAugmentations;
    return this;
  }

  /**
   * Sets divergenceLimit.
   *
   * @param newDivergenceLimit times the loss of guessing, above 1
   * @return this builder
   */
  public RecipeBuilder optDivergenceLimit(double newDivergenceLimit) {
    divergenceLimit = newDivergenceLimit;
    return this;
  }

  /**
   * Sets refusesChance.
   *
   * @param newRefusesChance whether an accuracy at chance is a failure
   * @return this builder
   */
  public RecipeBuilder optRefusesChance(boolean newRefusesChance) {
    refusesChance = newRefusesChance;
    return this;
  }

  /**
   * Sets balance.
   *
   * @param newBalance what is done about classes with few images
   * @return this builder
   */
  public RecipeBuilder optBalance(ClassBalance newBalance) {
    balance = newBalance;
    return this;
  }

  /**
   * Sets the precision; by default that of the device.
   *
   * @param newPrecision in which numbers layers are computed
   * @return this builder
   */
  public RecipeBuilder optPrecision(Precision newPrecision) {
    precision = newPrecision;
    return this;
  }

  /**
   * Builds the recipe.
   *
   * @return the recipe
   * @throws IllegalArgumentException if a field is out of range
   */
  public Recipe build() {
    return new Recipe(
        epochs,
        batchSize,
        learningRate,
        optimizer,
        schedule,
        warmUpEpochs,
        weightDecay,
        sparesNormsAndBiases,
        clipNorm,
        labelSmoothing,
        mixup,
        auxiliaryWeight,
        dropPath,
        dropout,
        averageDecay,
        augmentations,
        divergenceLimit,
        refusesChance,
        balance,
        precision);
  }
}
