package io.github.tribuopnas.evaluation;

import io.github.tribuopnas.base.Require;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The evaluations of a crossed validation, in which each part of the images is labeled by a model
 * that was trained without it, as one evaluation of all images.
 */
public final class CrossedEvaluation {

  /** The name of the images of such an evaluation. */
  public static final String NAME = "cross-validated";

  private CrossedEvaluation() {}

  /**
   * Joins the evaluations of the parts.
   *
   * @param parts evaluations of different images, with the same labels in the same order and with
   *     probabilities; at least one
   * @return the evaluation of all images, with as many pictures as one of a part may have
   * @throws IllegalArgumentException if there is none
   */
  public static Evaluation of(List<Evaluation> parts) {
    Require.atLeast("parts of a crossed validation", parts.size(), 1);
    return new Evaluation(
        NAME,
        parts.get(0).labels(),
        counts(parts),
        logLoss(parts),
        reliability(parts),
        mistakes(parts),
        explanations(parts));
  }

  private static List<List<Integer>> counts(List<Evaluation> parts) {
    int size = parts.get(0).labels().size();
    return IntStream.range(0, size)
        .mapToObj(
            row ->
                IntStream.range(0, size)
                    .mapToObj(
                        column ->
                            parts.stream().mapToInt(p -> p.counts().get(row).get(column)).sum())
                    .toList())
        .toList();
  }

  private static double logLoss(List<Evaluation> parts) {
    double sum = 0;
    long images = 0;
    for (Evaluation part : parts) {
      long ofPart = part.metrics().images();
      sum += ofPart * Objects.requireNonNull(part.logLoss(), "log loss");
      images += ofPart;
    }
    return sum / images;
  }

  private static List<ReliabilityBin> reliability(List<Evaluation> parts) {
    return IntStream.range(0, Reliability.BINS)
        .mapToObj(bin -> bin(parts.stream().map(part -> part.reliability().get(bin)).toList()))
        .toList();
  }

  private static ReliabilityBin bin(List<ReliabilityBin> bins) {
    long images = bins.stream().mapToLong(ReliabilityBin::images).sum();
    double count = Math.max(1, images);
    return new ReliabilityBin(
        images,
        bins.stream().mapToDouble(bin -> bin.images() * bin.confidence()).sum() / count,
        bins.stream().mapToDouble(bin -> bin.images() * bin.accuracy()).sum() / count);
  }

  private static List<LabeledPicture> mistakes(List<Evaluation> parts) {
    return surestFirst(parts, Evaluation::mistakes, Function.identity())
        .limit(Evaluation.MISTAKES)
        .toList();
  }

  /** Half of them mistakes, if there are as many. */
  private static List<Explanation> explanations(List<Evaluation> parts) {
    Predicate<Explanation> isRight = one -> one.image().actual().equals(one.image().predicted());
    List<Explanation> chosen =
        new ArrayList<>(
            surestFirst(parts, Evaluation::explanations, Explanation::image)
                .filter(isRight.negate())
                .limit(Evaluation.EXPLANATIONS / 2)
                .toList());
    inTurn(parts).stream()
        .filter(isRight)
        .limit(Evaluation.EXPLANATIONS - chosen.size())
        .forEach(chosen::add);
    return chosen;
  }

  /** Returns the first of each part, then the second of each, and so on. */
  private static List<Explanation> inTurn(List<Evaluation> parts) {
    List<Explanation> all = new ArrayList<>();
    for (int i = 0; i < Evaluation.EXPLANATIONS; i++) {
      int place = i;
      parts.stream()
          .map(Evaluation::explanations)
          .filter(ofPart -> place < ofPart.size())
          .forEach(ofPart -> all.add(ofPart.get(place)));
    }
    return all;
  }

  private static <T> Stream<T> surestFirst(
      List<Evaluation> parts,
      Function<Evaluation, List<T>> shown,
      Function<T, LabeledPicture> picture) {
    return parts.stream()
        .flatMap(part -> shown.apply(part).stream())
        .sorted(Comparator.comparingDouble((T one) -> -picture.apply(one).probability()));
  }
}
