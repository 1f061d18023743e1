package io.github.tribuopnas.plan;

import io.github.tribuopnas.base.ImageShape;
import io.github.tribuopnas.search.strategy.Sampling;
import io.github.tribuopnas.space.OperationGroup;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How much a search does without a time limit. Epochs are those of 10,000 images; of fewer there
 * are more, since the number of steps grows with the root of the number of images.
 *
 * @param first cells of the first level
 * @param beam cells of each further level
 * @param blocks of the largest cells
 * @param epochs of a candidate that is trained in full
 * @param finalSize the place of the final network among {@link NetworkSize#ladder}
 * @param finalEpochs of the final network
 * @param members networks of the model, at most
 */
record PresetScale(
    int first, int beam, int blocks, int epochs, int finalSize, int finalEpochs, int members) {

  private static final double REFERENCE_IMAGES = 10_000;
  private static final int FEWEST_EPOCHS = 8;
  private static final int MOST_EPOCHS = 80;

  /**
   * A single network keeps two cores busy. The number is the same on every machine, since what is
   * trained depends on it.
   */
  private static final int THREADS = 2;

  /**
   * A tenth of a training for all, a quarter goes on to twice as much, two are trained in full. In
   * races of 24 cells with known curves, what was chosen was 0.13 points below the best. With a
   * twentieth for all it was 0.27; a quarter, of which a third goes on, takes twice the time for
   * the same.
   */
  private static final String HALVING = "halving(0.1,0.25,2,2)";

  Map<String, String> options(ImageShape image, int images) {
    Map<String, String> options = new LinkedHashMap<>();
    options.put("--layout", "direct");
    options.put("--operations", OperationGroup.FAST.text());
    options.put("--blocks", text(blocks));
    options.put("--first-level", text(first));
    options.put("--beam", text(beam));
    options.put("--sampling", Sampling.SPREAD.text());
    options.put("--halving", HALVING);
    options.put("--epochs", text(epochs(epochs, images)));
    options.put("--batch", Task.batch(images));
    options.put("--override", Task.overrides(image));
    options.putAll(NetworkSize.ladder(image).get(0).options());
    options.putAll(NetworkSize.ladder(image).get(finalSize).finalOptions());
    options.put("--final-epochs", text(epochs(finalEpochs, images)));
    options.put("--ensemble", text(members));
    options.put("--final-threads", text(members == 1 ? THREADS : 1));
    options.put("--contenders", "resnet");
    return options;
  }

  private static int epochs(int ofReference, int images) {
    double epochs = ofReference * Math.sqrt(REFERENCE_IMAGES / images);
    return (int) Math.max(FEWEST_EPOCHS, Math.min(MOST_EPOCHS, Math.round(epochs)));
  }

  private static String text(int number) {
    return Integer.toString(number);
  }
}
