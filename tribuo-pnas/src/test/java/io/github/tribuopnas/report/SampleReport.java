package io.github.tribuopnas.report;

import io.github.tribuopnas.evaluation.Evaluation;
import io.github.tribuopnas.evaluation.Explanation;
import io.github.tribuopnas.evaluation.LabeledPicture;
import io.github.tribuopnas.evaluation.ReliabilityBin;
import io.github.tribuopnas.search.trial.Metrics;
import io.github.tribuopnas.search.trial.Objective;
import io.github.tribuopnas.search.trial.Proposal;
import io.github.tribuopnas.search.trial.Trial;
import io.github.tribuopnas.search.trial.TrialRun;
import io.github.tribuopnas.space.Branch;
import io.github.tribuopnas.space.Cell;
import io.github.tribuopnas.space.CellSpace;
import io.github.tribuopnas.space.Operation;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;

/** A report with everything in it, made from a seed: no network was trained for it. */
final class SampleReport {

  /** A class name that would run a script if it were not escaped. */
  static final String HOSTILE = "<script>document.title='taken'</script>\"'&amp;";

  private static final double[] WORTH = {3, 3.4, 2.8, 2.2, 0.8, 1.1, 1.9, 1.5};

  private SampleReport() {}

  /** A trial without a prediction that went well. */
  static Trial<Cell> trial(String cell, double accuracy) {
    return trial(cell, Double.NaN, accuracy, 1000);
  }

  static Trial<Cell> trial(String text, double predicted, double accuracy, double parameters) {
    Cell cell = Cell.parse(text);
    return Trial.complete(
        Proposal.unpredicted(cell, cell.size())
            .withPrediction(predicted, Double.isNaN(predicted) ? predicted : 0.01),
        Metrics.NONE
            .with(Metrics.ACCURACY, accuracy)
            .with(Metrics.PARAMETERS, parameters)
            .with(Metrics.MULT_ADDS, parameters * 97)
            .with(Metrics.SECONDS, 2));
  }

  static Trial<Cell> failed(String text, String reason) {
    Cell cell = Cell.parse(text);
    return Trial.failed(Proposal.unpredicted(cell, cell.size()), reason, Metrics.NONE);
  }

  /** Returns trials of five levels, the later the better, and some that failed. */
  static List<Trial<Cell>> trials() {
    CellSpace space = CellSpace.builder().setBlocks(5).build();
    SplittableRandom random = new SplittableRandom(3);
    List<Trial<Cell>> trials = new ArrayList<>();
    Set<Cell> seen = new HashSet<>();
    for (int level = 1; level <= 5; level++) {
      int count = level == 1 ? 60 : 32;
      while (count > 0) {
        Cell cell = space.random(level, random);
        if (seen.add(cell) && (level == 1 || worth(cell) > 1.4 + 0.12 * level)) {
          trials.add(trial(cell, random));
          count--;
        }
      }
    }
    timed(trials, random);
    Cell last = trials.get(100).architecture();
    trials.set(
        100,
        Trial.failed(
            Proposal.unpredicted(last, last.size()), "the loss is not a number", Metrics.NONE));
    return trials;
  }

  /** Two workers, and a little time for the surrogate before each level. */
  private static void timed(List<Trial<Cell>> trials, SplittableRandom random) {
    double elapsed = 0;
    int level = 1;
    for (int i = 0; i < trials.size(); i++) {
      Trial<Cell> trial = trials.get(i);
      elapsed += trial.metrics().get(Metrics.SECONDS) / 2;
      elapsed += trial.proposal().level() > level ? 5 : 0;
      level = trial.proposal().level();
      List<Double> accuracies = new ArrayList<>();
      for (int epoch = 1; epoch <= 8; epoch++) {
        double gap = epoch == 8 ? 0 : 0.3 * Math.exp(-0.6 * epoch) + 0.01 * random.nextDouble();
        accuracies.add(Objective.ACCURACY.value(trial) * (1 - gap));
      }
      trials.set(
          i,
          trial
              .withMetrics(trial.metrics().with(Metrics.ELAPSED, elapsed))
              .withRun(new TrialRun("worker " + (1 + i % 2), "cpu", 1, accuracies)));
    }
  }

  private static double worth(Cell cell) {
    return branches(cell).stream().mapToDouble(b -> WORTH[b.operation().ordinal()]).sum()
        / (2 * cell.size());
  }

  private static List<Branch> branches(Cell cell) {
    return IntStream.rangeClosed(1, cell.size())
        .boxed()
        .flatMap(number -> List.of(cell.left(number), cell.right(number)).stream())
        .toList();
  }

  private static Trial<Cell> trial(Cell cell, SplittableRandom random) {
    int level = cell.size();
    double mean = 1 - 0.42 * Math.exp(-0.42 * worth(cell) - 0.16 * level);
    double accuracy = Math.min(0.999, mean + 0.010 * random.nextGaussian());
    double predicted = level == 1 ? Double.NaN : mean - 0.004 + 0.007 * random.nextGaussian();
    double weights = 1800;
    for (Branch branch : branches(cell)) {
      weights += branch.operation().ordinal() < 4 ? 900 * WORTH[branch.operation().ordinal()] : 40;
    }
    return Trial.complete(
        Proposal.unpredicted(cell, level)
            .withPrediction(predicted, Double.isNaN(predicted) ? predicted : 0.006),
        Metrics.NONE
            .with(Metrics.ACCURACY, accuracy)
            .with(Metrics.PARAMETERS, Math.round(weights))
            .with(Metrics.MULT_ADDS, Math.round(weights * (88 + random.nextInt(20))))
            .with(Metrics.SECONDS, 3 + weights / 2500));
  }

  /** Returns an evaluation on ten classes, the last of which has a hostile name. */
  static Evaluation evaluation() {
    List<String> labels =
        new ArrayList<>(
            List.of(
                "T-shirt",
                "trouser",
                "pullover",
                "dress",
                "coat",
                "sandal",
                "shirt",
                "sneaker",
                "bag"));
    labels.add(HOSTILE);
    SplittableRandom random = new SplittableRandom(4);
    List<List<Integer>> counts = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      List<Integer> row = new ArrayList<>(Collections.nCopies(10, 0));
      for (int k = 0; k < 5; k++) {
        row.set(random.nextInt(10), random.nextInt(k < 2 ? 60 : 9));
      }
      row.set(i, 0);
      row.set(i, 1000 - row.stream().mapToInt(Integer::intValue).sum());
      counts.add(row);
    }
    List<LabeledPicture> mistakes = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      mistakes.add(
          new LabeledPicture(
              labels.get((i + 9) % 10), labels.get((7 * i + 2) % 10), 0.999 - 0.02 * i, png(i)));
    }
    List<ReliabilityBin> bins = new ArrayList<>();
    for (int i = 0; i < 15; i++) {
      bins.add(new ReliabilityBin(20L * i, (i + 0.5) / 15, Math.pow((i + 0.5) / 15, 1.2)));
    }
    List<Double> drops =
        IntStream.range(0, 64).mapToObj(i -> 0.4 * Math.sin(i / 8) * Math.sin(i % 8)).toList();
    List<Explanation> explanations =
        mistakes.stream().limit(2).map(of -> new Explanation(of, 8, 8, drops)).toList();
    return new Evaluation("test", labels, counts, 0.31, bins, mistakes, explanations);
  }

  private static String png(int seed) {
    BufferedImage image = new BufferedImage(28, 28, BufferedImage.TYPE_BYTE_GRAY);
    for (int y = 0; y < 28; y++) {
      for (int x = 0; x < 28; x++) {
        double value = Math.sin((x + seed) / 4.0) * Math.cos((y - seed) / 5.0);
        image.getRaster().setSample(x, y, 0, (int) (127 + 120 * value));
      }
    }
    try {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      ImageIO.write(image, "png", bytes);
      return Base64.getEncoder().encodeToString(bytes.toByteArray());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Report.Builder report() {
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("images", "fashion-mnist, 28x28x1, 60,000 to search with");
    settings.put("blocks", "5");
    settings.put("beam", "32");
    settings.put("operations", String.join(" ", names()));
    settings.put("seed", "12345");
    Map<String, String> versions = new LinkedHashMap<>();
    versions.put("tribuo-pnas", "0.1.0");
    versions.put("Java", "17.0.15");
    List<Double> losses =
        IntStream.rangeClosed(1, 20).mapToObj(i -> 0.08 + 1.9 * Math.exp(-0.3 * i)).toList();
    return Report.builder()
        .setTitle("fashion-mnist")
        .optTrials(trials())
        .optEvaluation(evaluation())
        .optCurves(List.of(new Curve("the winner", losses)))
        .optSettings(settings)
        .optVersions(versions)
        .optCommand("./pnas search --data fashion-mnist --blocks 5 --beam 32 --seed 12345");
  }

  /** Returns the report of a search for accuracy and latency under a limit. */
  static Report.Builder front() {
    SplittableRandom random = new SplittableRandom(5);
    List<Trial<Cell>> timed = new ArrayList<>();
    Map<Cell, Double> predicted = new LinkedHashMap<>();
    for (Trial<Cell> trial : trials()) {
      double expected = 0.3 + trial.metrics().get(Metrics.MULT_ADDS) * 2e-6;
      double latency = expected * (1 + 0.06 * random.nextGaussian());
      timed.add(trial.withMetrics(trial.metrics().with(Metrics.LATENCY, latency)));
      if (trial.proposal().level() > 1) {
        predicted.put(trial.architecture(), expected * (1 + 0.04 * random.nextGaussian()));
      }
    }
    return report()
        .optTrials(timed)
        .optObjectives(
            List.of(Objective.ACCURACY, Objective.minimize(Metrics.LATENCY).withLimit(2)))
        .optPredictions(Map.of(Metrics.LATENCY, predicted));
  }

  private static List<String> names() {
    return Operation.texts(Operation.PAPER);
  }
}
