package io.github.tribuopnas.serving;

import io.github.tribuopnas.evaluation.Evaluation;
import io.github.tribuopnas.evaluation.EvaluationCounter;
import io.github.tribuopnas.evaluation.Explanation;
import io.github.tribuopnas.evaluation.LabeledPicture;
import io.github.tribuopnas.image.PackedImages;
import io.github.tribuopnas.image.codec.ImagePng;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Labeled images and the probabilities that an exported model gives them. */
public final class ScoredImages {

  private static final int CHUNK = 64;

  private final OnnxClassifier model;
  private final PackedImages images;
  private final int[] labelOfClass;
  private final float[][] probabilities;

  private ScoredImages(
      OnnxClassifier model, PackedImages images, int[] labelOfClass, float[][] probabilities) {
    this.model = model;
    this.images = images;
    this.labelOfClass = labelOfClass;
    this.probabilities = probabilities;
  }

  /**
   * Runs a model on images, on all processors.
   *
   * @param model the model; not to be closed before this is done with
   * @param images labeled images of the model's size
   * @return the images with their probabilities
   * @throws IllegalArgumentException if the images have a class that the model does not know, or
   *     another size
   */
  public static ScoredImages of(OnnxClassifier model, PackedImages images) {
    int[] labelOfClass = labelsOfClasses(model.labels(), images);
    float[][] probabilities = new float[images.size()][];
    IntStream.rangeClosed(0, (images.size() - 1) / CHUNK)
        .parallel()
        .forEach(
            chunk -> {
              int from = chunk * CHUNK;
              int[] part = IntStream.range(from, Math.min(from + CHUNK, images.size())).toArray();
              float[][] scored = model.probabilities(images.select(part));
              System.arraycopy(scored, 0, probabilities, from, part.length);
            });
    return new ScoredImages(model, images, labelOfClass, probabilities);
  }

  private static int[] labelsOfClasses(List<String> labels, PackedImages images) {
    List<String> classes = images.classes();
    int[] counts = images.classCounts();
    int[] numbers = new int[classes.size()];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = labels.indexOf(classes.get(i));
      if (numbers[i] < 0 && counts[i] > 0) {
        throw new IllegalArgumentException(
            "the images have the class '"
                + classes.get(i)
                + "', which the model does not know; it knows "
                + String.join(", ", labels));
      }
    }
    return numbers;
  }

  /**
   * Returns the true label of an image.
   *
   * @param image its number, from 0
   * @return an index into the model's labels
   */
  public int actual(int image) {
    return labelOfClass[images.label(image)];
  }

  /**
   * Returns the label that the model gives an image.
   *
   * @param image its number, from 0
   * @return an index into the model's labels
   */
  public int predicted(int image) {
    return EvaluationCounter.largest(probabilities[image]);
  }

  /**
   * Returns what the model gives an image.
   *
   * @param image its number, from 0
   * @return the probability of each of the model's labels
   */
  public float[] probabilities(int image) {
    return probabilities[image].clone();
  }

  /**
   * Compares the labels.
   *
   * @param name which images these are, such as {@code test}
   * @param mistakes how many mistakes to show at most, the most confident ones
   * @return the evaluation
   */
  public Evaluation evaluation(String name, int mistakes) {
    EvaluationCounter counter = new EvaluationCounter(model.labels());
    for (int i = 0; i < images.size(); i++) {
      counter.add(actual(i), probabilities[i]);
    }
    return counter
        .evaluation(name)
        .withMistakes(surestMistakes().limit(mistakes).map(this::picture).toList());
  }

  /**
   * Compares the labels, and shows mistakes and what labels depend on.
   *
   * @param name which images these are, such as {@code test}
   * @return the evaluation with pictures
   */
  public Evaluation illustrated(String name) {
    return evaluation(name, Evaluation.MISTAKES)
        .withExplanations(explanations(Evaluation.EXPLANATIONS));
  }

  /**
   * Explains labels by covering parts of the images.
   *
   * @param count how many images to explain at most: half of them the most confident mistakes, the
   *     others images labeled correctly, the first of each class before the second of any
   * @return the explanations, mistakes first
   */
  public List<Explanation> explanations(int count) {
    List<Integer> wrong = surestMistakes().limit(count / 2).toList();
    Occlusion occlusion = new Occlusion(model, images);
    return Stream.concat(wrong.stream(), right().limit(count - wrong.size()))
        .map(i -> occlusion.explanation(i, picture(i), predicted(i)))
        .toList();
  }

  private Stream<Integer> surestMistakes() {
    return IntStream.range(0, images.size())
        .filter(i -> actual(i) != predicted(i))
        .boxed()
        .sorted(Comparator.comparingDouble((Integer i) -> -probabilities[i][predicted(i)]));
  }

  /** Returns the images labeled correctly, classes taking turns. */
  private Stream<Integer> right() {
    int[] seen = new int[model.labels().size()];
    int[] turn = new int[images.size()];
    List<Integer> right = new ArrayList<>();
    for (int i = 0; i < turn.length; i++) {
      if (actual(i) == predicted(i)) {
        turn[i] = seen[actual(i)]++;
        right.add(i);
      }
    }
    return right.stream()
        .sorted(Comparator.comparingInt((Integer i) -> turn[i]).thenComparing(this::actual));
  }

  private LabeledPicture picture(int image) {
    int predicted = predicted(image);
    return new LabeledPicture(
        model.labels().get(actual(image)),
        model.labels().get(predicted),
        probabilities[image][predicted],
        Base64.getEncoder().encodeToString(ImagePng.of(images, image)));
  }
}
