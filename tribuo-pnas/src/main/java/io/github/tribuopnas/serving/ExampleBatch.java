package io.github.tribuopnas.serving;

import io.github.tribuopnas.image.ImageFormat;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tribuo.Example;
import org.tribuo.Feature;
import org.tribuo.Prediction;
import org.tribuo.classification.Label;

/**
 * A batch of Tribuo examples for a classifier: maps names to pixels and probabilities to scores.
 */
public final class ExampleBatch {

  private final ImageFormat format;
  private final float[] pixels;
  private final int capacity;
  private final List<Example<Label>> examples = new ArrayList<>();
  private final List<Integer> active = new ArrayList<>();

  /**
   * Makes an empty batch.
   *
   * @param format the size of the images
   * @param capacity how many examples it takes, at least 1
   */
  public ExampleBatch(ImageFormat format, int capacity) {
    this.format = format;
    this.capacity = capacity;
    pixels = new float[capacity * format.pixels()];
  }

  /**
   * Tells whether the batch must be predicted before another example is added.
   *
   * @return true if it is full
   */
  public boolean isFull() {
    return examples.size() == capacity;
  }

  /**
   * Adds an example to a batch that is not full.
   *
   * @param example an image; pixels without a feature are 0
   * @throws IllegalArgumentException if the example has no features, or one that is no pixel
   */
  public void add(Example<Label> example) {
    int start = examples.size() * format.pixels();
    Arrays.fill(pixels, start, start + format.pixels(), 0);
    int features = 0;
    for (Feature feature : example) {
      pixels[start + format.indexOf(feature.getName())] = (float) feature.getValue();
      features++;
    }
    if (features == 0) {
      throw new IllegalArgumentException(
          "the example has no features, so none is a pixel of " + format.size());
    }
    examples.add(example);
    active.add(features);
  }

  /**
   * Predicts the examples and empties the batch.
   *
   * @param classifier the model
   * @return a prediction for each example, in the order in which they were added
   */
  public List<Prediction<Label>> predict(OnnxClassifier classifier) {
    int count = examples.size();
    if (count == 0) {
      return List.of();
    }
    int length = count * format.pixels();
    float[][] probabilities = classifier.probabilities(FloatBuffer.wrap(pixels, 0, length), count);
    List<Prediction<Label>> predictions = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      predictions.add(prediction(i, probabilities[i], classifier.labels()));
    }
    examples.clear();
    active.clear();
    return predictions;
  }

  private Prediction<Label> prediction(int number, float[] probabilities, List<String> labels) {
    Map<String, Label> scores = new LinkedHashMap<>();
    Label best = null;
    for (int i = 0; i < probabilities.length; i++) {
      Label label = new Label(labels.get(i), probabilities[i]);
      scores.put(label.getLabel(), label);
      if (best == null || label.getScore() > best.getScore()) {
        best = label;
      }
    }
    return new Prediction<>(best, scores, active.get(number), examples.get(number), true);
  }
}
