package io.github.tribuopnas;

import io.github.tribuopnas.training.Recipe;
import io.github.tribuopnas.training.augment.Crop;
import java.util.List;
import java.util.Map;

/**
 * How a search trains its candidates and its winner: the settings of their own names, over which
 * any field of the recipe can be changed.
 *
 * @param epochs of a candidate
 * @param finalEpochs of the winner
 * @param batchSize images in a step
 * @param learningRate of the first step
 * @param changes fields of both recipes, by name as {@link Recipe#fields} has them
 * @param finalChanges further fields of the winner's
 */
record TrainingSettings(
    int epochs,
    int finalEpochs,
    int batchSize,
    double learningRate,
    Map<String, String> changes,
    Map<String, String> finalChanges) {

  /** The paper cuts 32x32 images from 40x40, a padding of an eighth of the side. */
  private static final int PADDING_SHARE = 8;

  private static final String EPOCHS = "epochs";

  /** Copies the changes. */
  TrainingSettings {
    changes = Map.copyOf(changes);
    finalChanges = Map.copyOf(finalChanges);
    if (changes.containsKey(EPOCHS)) {
      throw new IllegalArgumentException(
          "the epochs of candidates and winner are not one: set them by their own names");
    }
  }

  /**
   * Returns the candidates' recipe.
   *
   * @param side the shorter side of the images
   * @throws IllegalArgumentException if a field does not exist or its value is wrong
   */
  Recipe ofCandidates(int side) {
    int padding = side / PADDING_SHARE;
    return Recipe.builder()
        .optEpochs(epochs)
        .optBatchSize(batchSize)
        .optLearningRate(learningRate)
        .optAugmentations(padding > 0 ? List.of(new Crop(padding)) : List.of())
        .setAll(changes)
        .build();
  }

  /**
   * Returns the winner's recipe.
   *
   * @param side the shorter side of the images
   * @throws IllegalArgumentException if a field does not exist or its value is wrong
   */
  Recipe ofWinner(int side) {
    return ofCandidates(side).withEpochs(finalEpochs).toBuilder().setAll(finalChanges).build();
  }
}
