package io.github.tribuopnas.execution;

import io.github.tribuopnas.data.DigitImages;
import io.github.tribuopnas.data.ImageSplit;
import io.github.tribuopnas.network.Extent;
import io.github.tribuopnas.network.NetworkSpec;
import io.github.tribuopnas.network.Setting;
import io.github.tribuopnas.space.Cell;
import io.github.tribuopnas.training.Recipe;

/** Small trials of real training: 300 digits, two epochs. */
final class Candidates {

  static final ImageSplit SPLIT =
      DigitImages.load().train().images().limit(400, 1).stratifiedSplit(0.25, 1);

  static final NetworkSpec NETWORK =
      Setting.PROXY
          .of(Cell.parse("p:identity+pp:identity"))
          .optRepeats(1)
          .optFilters(4)
          .optStemMultiplier(1)
          .optImage(new Extent(8, 8, 1))
          .optClasses(10)
          .build();

  static final CandidateSettings SETTINGS = settings(0.05);

  private Candidates() {}

  static CandidateSettings settings(double learningRate) {
    return new CandidateSettings(
        NETWORK, Recipe.builder().optEpochs(2).optLearningRate(learningRate).build(), 9);
  }
}
