package io.github.tribuopnas.cli.model;

import io.github.tribuopnas.evaluation.EvaluationCounter;
import io.github.tribuopnas.image.codec.Conversion;
import io.github.tribuopnas.image.codec.ImageFile;
import io.github.tribuopnas.serving.OnnxClassifier;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Reads and labels pictures with a model, in batches. */
final class LabeledPictures {

  private final OnnxClassifier classifier;
  private final Conversion conversion;

  /**
   * Prepares.
   *
   * @param classifier the model
   * @param conversion how pictures are made into images for it
   */
  LabeledPictures(OnnxClassifier classifier, Conversion conversion) {
    this.classifier = classifier;
    this.conversion = conversion;
  }

  /**
   * A picture and what came of it.
   *
   * @param picture the file
   * @param probabilities that of each label, in the model's order; empty if it cannot be read
   * @param fault why it cannot be read; empty if it can
   */
  record Labeled(Path picture, float[] probabilities, String fault) {

    boolean isRead() {
      return fault.isEmpty();
    }

    /** Returns the number of the most probable label. */
    int label() {
      return EvaluationCounter.largest(probabilities);
    }

    /** Returns the most probable labels, the most probable first. */
    Map<String, Float> most(List<String> labels, int count) {
      Map<String, Float> most = new LinkedHashMap<>();
      IntStream.range(0, probabilities.length)
          .boxed()
          .sorted(Comparator.comparingDouble(i -> -probabilities[i]))
          .limit(count)
          .forEach(i -> most.put(labels.get(i), probabilities[i]));
      return most;
    }
  }

  /**
   * Labels pictures.
   *
   * @param batch the files
   * @return a result for each, in their order
   */
  List<Labeled> of(List<Path> batch) {
    FloatBuffer pixels = FloatBuffer.allocate(batch.size() * classifier.format().pixels());
    List<String> faults = new ArrayList<>();
    for (Path picture : batch) {
      try {
        pixels.put(ImageFile.read(picture, conversion));
        faults.add("");
      } catch (IOException e) {
        faults.add(String.valueOf(e.getMessage()));
      }
    }
    int read = pixels.position() / classifier.format().pixels();
    float[][] probabilities =
        read == 0 ? new float[0][] : classifier.probabilities(pixels.flip(), read);
    List<Labeled> labeled = new ArrayList<>();
    int next = 0;
    for (int i = 0; i < batch.size(); i++) {
      boolean isRead = faults.get(i).isEmpty();
      labeled.add(
          new Labeled(batch.get(i), isRead ? probabilities[next++] : new float[0], faults.get(i)));
    }
    return labeled;
  }
}
