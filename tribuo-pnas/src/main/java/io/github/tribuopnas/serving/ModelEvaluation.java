package io.github.tribuopnas.serving;

import io.github.tribuopnas.image.ConfusionMatrix;
import io.github.tribuopnas.image.PackedImages;
import io.github.tribuopnas.image.codec.ImagePng;
import io.github.tribuopnas.report.Evaluation;
import io.github.tribuopnas.report.Mistake;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;

/** Evaluates an exported model on labeled images, for the report of a run. */
public final class ModelEvaluation {

  private static final int BATCH = 64;

  private ModelEvaluation() {}

  /** A wrong label, by the number of the image. */
  private record Wrong(int image, int actual, int predicted, float probability) {}

  /**
   * Labels images and compares.
   *
   * @param model the model
   * @param images labeled images of the model's size
   * @param name which images these are, such as {@code test}
   * @param examples how many mistakes to show at most
   * @return the evaluation, with the mistakes that the model was surest of
   * @throws IllegalArgumentException if the images have a class that the model does not know, or
   *     another size
   */
  public static Evaluation of(
      OnnxClassifier model, PackedImages images, String name, int examples) {
    if (!images.format().shape().equals(model.format().shape())) {
      throw new IllegalArgumentException(
          "the images are "
              + images.format().size()
              + ", but the model takes "
              + model.format().size());
    }
    List<String> labels = model.labels();
    int[] labelOfClass = labelsOfClasses(labels, images.classes());
    ConfusionMatrix matrix = new ConfusionMatrix(labels.size());
    List<Wrong> wrong = new ArrayList<>();
    FloatBuffer pixels = FloatBuffer.allocate(BATCH * images.format().pixels());
    for (int from = 0; from < images.size(); from += BATCH) {
      int count = Math.min(BATCH, images.size() - from);
      pixels.clear();
      for (int i = 0; i < count; i++) {
        images.copyRaw(from + i, pixels);
      }
      float[][] probabilities = model.probabilities(pixels.flip(), count);
      for (int i = 0; i < count; i++) {
        int actual = labelOfClass[images.label(from + i)];
        int predicted = largest(probabilities[i]);
        matrix.add(actual, predicted);
        if (actual != predicted) {
          wrong.add(new Wrong(from + i, actual, predicted, probabilities[i][predicted]));
        }
      }
    }
    wrong.sort(Comparator.comparingDouble(Wrong::probability).reversed());
    List<Mistake> mistakes =
        wrong.stream()
            .limit(examples)
            .map(
                w ->
                    new Mistake(
                        labels.get(w.actual()),
                        labels.get(w.predicted()),
                        w.probability(),
                        Base64.getEncoder().encodeToString(ImagePng.of(images, w.image()))))
            .toList();
    return new Evaluation(
        name, matrix.accuracy(), matrix.balancedAccuracy(), labels, matrix.counts(), mistakes);
  }

  private static int[] labelsOfClasses(List<String> labels, List<String> classes) {
    int[] numbers = new int[classes.size()];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = labels.indexOf(classes.get(i));
      if (numbers[i] < 0) {
        throw new IllegalArgumentException(
            "the images have the class '" + classes.get(i) + "', which the model does not know");
      }
    }
    return numbers;
  }

  private static int largest(float[] values) {
    int largest = 0;
    for (int i = 1; i < values.length; i++) {
      if (values[i] > values[largest]) {
        largest = i;
      }
    }
    return largest;
  }
}
