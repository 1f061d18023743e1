package io.github.tribuopnas.testing;

import io.github.tribuopnas.base.ImageShape;
import io.github.tribuopnas.execution.CandidateContext;
import io.github.tribuopnas.image.ImageSplit;
import io.github.tribuopnas.image.source.DigitImages;
import io.github.tribuopnas.network.NetworkSpec;
import io.github.tribuopnas.network.Setting;
import io.github.tribuopnas.space.Cell;
import io.github.tribuopnas.training.Recipe;

/** Small trials of real training: 300 digits, two epochs. */
public final class DigitTrials {

  /** The images, a quarter of them for validation. */
  public static final ImageSplit SPLIT =
      DigitImages.load().train().images().limit(400, 1).stratifiedSplit(0.25, 1);

  /** A network of three cells and four filters. */
  public static final NetworkSpec NETWORK =
      Setting.PROXY
          .of(Cell.parse("p:identity+pp:identity"))
          .optRepeats(1)
          .optFilters(4)
          .optStemMultiplier(1)
          .optImage(new ImageShape(8, 8, 1))
          .optClasses(10)
          .build();

  /** Two epochs with a learning rate at which something is learned. */
  public static final CandidateContext CONTEXT = context(0.05);

  private DigitTrials() {}

  /**
   * Returns the same training with another learning rate.
   *
   * @param learningRate the rate
   * @return the settings
   */
  public static CandidateContext context(double learningRate) {
    return new CandidateContext(
        NETWORK, Recipe.builder().optEpochs(2).optLearningRate(learningRate).build(), 9);
  }
}
