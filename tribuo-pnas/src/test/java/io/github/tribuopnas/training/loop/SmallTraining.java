package io.github.tribuopnas.training.loop;

import io.github.tribuopnas.base.ImageShape;
import io.github.tribuopnas.image.PackedImages;
import io.github.tribuopnas.image.source.DigitImages;
import io.github.tribuopnas.network.NetworkSpec;
import io.github.tribuopnas.network.Setting;
import io.github.tribuopnas.space.Cell;
import io.github.tribuopnas.training.Recipe;
import io.github.tribuopnas.training.RecipeBuilder;
import io.github.tribuopnas.training.augment.Augmentation;
import io.github.tribuopnas.training.optimizer.Optimizer;

/** A training of a second, in which everything takes part that has a state. */
final class SmallTraining {

  static final PackedImages TRAIN = DigitImages.load().train().images().limit(200, 1);
  static final PackedImages TEST = DigitImages.load().test().orElseThrow().images();

  static final NetworkSpec SPEC =
      Setting.PROXY
          .of(Cell.parse("p:sep3x3+pp:avg3x3"))
          .optRepeats(1)
          .optFilters(4)
          .optStemMultiplier(1)
          .optImage(new ImageShape(8, 8, 1))
          .optClasses(10)
          .build();

  private SmallTraining() {}

  /** Four epochs with noise, an auxiliary head, an average and augmentations. */
  static RecipeBuilder recipe(String optimizer) {
    return Recipe.builder()
        .optEpochs(4)
        .optLearningRate(0.02)
        .optOptimizer(Optimizer.parse(optimizer))
        .optSparesNormsAndBiases(true)
        .optClipNorm(2)
        .optLabelSmoothing(0.1)
        .optMixup(0.4)
        .optAuxiliaryWeight(0.4)
        .optDropPath(0.3)
        .optDropout(0.2)
        .optAverageDecay(0.9)
        .optAugmentations(Augmentation.parseAll("crop(1)+flip+cutout(3)"));
  }
}
