package io.github.tribuopnas.execution;

import io.github.tribuopnas.base.ImageShape;
import io.github.tribuopnas.image.ImageSplit;
import io.github.tribuopnas.image.source.DigitImages;
import io.github.tribuopnas.network.NetworkSpec;
import io.github.tribuopnas.network.Setting;
import io.github.tribuopnas.space.Cell;
import io.github.tribuopnas.training.Recipe;

/** Small trials of real training: 300 digits, two epochs. */
public final class Candidates {

  public static final ImageSplit SPLIT =
      DigitImages.load().train().images().limit(400, 1).stratifiedSplit(0.25, 1);

  public static final NetworkSpec NETWORK =
      Setting.PROXY
          .of(Cell.parse("p:identity+pp:identity"))
          .optRepeats(1)
          .optFilters(4)
          .optStemMultiplier(1)
          .optImage(new ImageShape(8, 8, 1))
          .optClasses(10)
          .build();

  public static final CandidateContext SETTINGS = settings(0.05);

  private Candidates() {}

  static CandidateContext settings(double learningRate) {
    return new CandidateContext(
        NETWORK, Recipe.builder().optEpochs(2).optLearningRate(learningRate).build(), 9);
  }
}
