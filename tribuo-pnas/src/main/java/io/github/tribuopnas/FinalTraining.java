package io.github.tribuopnas;

import ai.djl.Device;
import io.github.tribuopnas.image.ImageSplit;
import io.github.tribuopnas.image.PackedImages;
import io.github.tribuopnas.training.CheckpointFile;
import io.github.tribuopnas.training.NetworkTraining;
import io.github.tribuopnas.training.TrainedEnsemble;
import io.github.tribuopnas.training.TrainedNetwork;
import io.github.tribuopnas.training.calibration.EnsembleWeights;
import io.github.tribuopnas.training.calibration.LabeledLogits;
import io.github.tribuopnas.training.calibration.Temperature;
import io.github.tribuopnas.training.engine.EngineThreads;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Trains finalists and joins the best of them to a model. If there are more than the model takes,
 * all are trained for the first quarter of their epochs, and those with the least cross-entropy on
 * the images held out, each at its own temperature, go on. What comes of it depends on the
 * finalists, the images and the threads of a network alone, not on how many are trained at once or
 * on interruptions.
 *
 * @param plan what is to be trained
 * @param training images to train on
 * @param heldOut images to compare and calibrate on; empty for none
 * @param device where networks are trained
 * @param directory where checkpoints are kept, from which an interrupted training goes on; empty to
 *     keep none
 * @param listener hears of each epoch, from one thread at a time
 */
record FinalTraining(
    FinalPlan plan,
    PackedImages training,
    Optional<PackedImages> heldOut,
    Device device,
    Optional<Path> directory,
    PNASListener listener) {

  private static final int CHECKPOINTS = 20;

  /** Makes the training of a plan in an invocation. */
  static FinalTraining of(
      FinalPlan plan,
      TrainerRun run,
      Optional<ImageSplit> split,
      Device place,
      SearchRun searchRun,
      PNASListener listener) {
    return new FinalTraining(
        plan,
        split.map(ImageSplit::training).orElse(run.images()),
        split.map(ImageSplit::validation),
        place,
        searchRun.directory().map(kept -> kept.resolve(SearchRun.FINAL)),
        listener);
  }

  /**
   * Trains all that is planned.
   *
   * @return the networks, to be closed by the caller
   * @throws InterruptedException if the thread was interrupted; what was trained is freed
   * @throws IllegalStateException if no finalist could be trained
   */
  FinalResult train() throws InterruptedException {
    try {
      if (directory.isPresent()) {
        Files.createDirectories(directory.get());
      }
      if (directory.isPresent() || !plan.hasRace()) {
        return train(directory);
      }
      Path temporary = Files.createTempDirectory("pnas-final-");
      try {
        return train(Optional.of(temporary));
      } finally {
        delete(temporary);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("the finalists' checkpoints cannot be kept: " + e, e);
    }
  }

  /** Removes a directory of checkpoints. */
  static void delete(Path directory) throws IOException {
    try (var files = Files.list(directory)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
    Files.delete(directory);
  }

  private FinalResult train(Optional<Path> checkpoints) throws InterruptedException {
    List<Finalist> all = plan.finalists();
    Map<Finalist, FinalResult.Standing> standings = new HashMap<>();
    List<Finalist> best =
        plan.hasRace()
            ? race(checkpoints, standings)
            : all.subList(0, Math.min(plan.members(), all.size()));
    List<ParallelTasks.Task<TrainedNetwork>> tasks =
        best.stream()
            .<ParallelTasks.Task<TrainedNetwork>>map(finalist -> () -> full(finalist, checkpoints))
            .toList();
    List<ParallelTasks.Answer<TrainedNetwork>> answers =
        new ParallelTasks(plan.atOnce()).run(tasks, TrainedNetwork::close);
    List<Finalist> trained = new ArrayList<>();
    List<TrainedNetwork> networks = new ArrayList<>();
    for (int i = 0; i < best.size(); i++) {
      Finalist finalist = best.get(i);
      answers.get(i).value().ifPresent(networks::add);
      if (answers.get(i).value().isPresent()) {
        trained.add(finalist);
      } else {
        standings.put(finalist, failed(finalist, answers.get(i).reason()));
      }
    }
    if (networks.isEmpty()) {
      throw new IllegalStateException(
          "no final network could be trained: " + answers.get(0).reason());
    }
    try {
      TrainedEnsemble ensemble = joined(trained, networks, standings);
      return new FinalResult(
          ensemble,
          all.stream().filter(standings::containsKey).map(standings::get).toList(),
          plan.heldOut());
    } catch (RuntimeException | Error e) {
      networks.forEach(TrainedNetwork::close);
      throw e;
    }
  }

  /**
   * Trains all finalists for a quarter of their epochs and returns the best, in the plan's order.
   */
  private List<Finalist> race(
      Optional<Path> checkpoints, Map<Finalist, FinalResult.Standing> standings)
      throws InterruptedException {
    List<ParallelTasks.Task<LabeledLogits>> tasks =
        plan.finalists().stream()
            .<ParallelTasks.Task<LabeledLogits>>map(
                finalist -> () -> quarter(finalist, checkpoints.orElseThrow()))
            .toList();
    List<ParallelTasks.Answer<LabeledLogits>> answers =
        new ParallelTasks(plan.atOnce()).run(tasks, logits -> {});
    for (int i = 0; i < answers.size(); i++) {
      Finalist finalist = plan.finalists().get(i);
      ParallelTasks.Answer<LabeledLogits> answer = answers.get(i);
      standings.put(
          finalist,
          answer
              .value()
              .map(
                  logits -> standing(finalist, finalist.rung(), logits, Temperature.fit(logits), 0))
              .orElseGet(() -> failed(finalist, answer.reason())));
    }
    Set<Finalist> best =
        standings.values().stream()
            .filter(standing -> standing.loss().isPresent())
            .sorted(
                Comparator.comparingDouble(
                        (FinalResult.Standing standing) -> standing.loss().getAsDouble())
                    .thenComparing(standing -> plan.finalists().indexOf(standing.finalist())))
            .limit(plan.members())
            .map(FinalResult.Standing::finalist)
            .collect(Collectors.toSet());
    if (best.isEmpty()) {
      throw new IllegalStateException(
          "no final network could be trained: " + answers.get(0).reason());
    }
    return plan.finalists().stream().filter(best::contains).toList();
  }

  private LabeledLogits quarter(Finalist finalist, Path checkpoints) throws InterruptedException {
    NetworkTraining.Builder rung =
        builder(finalist)
            .optLastEpoch(finalist.rung())
            .optCheckpoints(rungFile(checkpoints, finalist), every(finalist));
    try (EngineThreads threads = EngineThreads.of(plan.threads());
        TrainedNetwork network = rung.build().train(training, finalist.seed())) {
      return network.logits(heldOut.orElseThrow());
    }
  }

  private TrainedNetwork full(Finalist finalist, Optional<Path> checkpoints)
      throws InterruptedException {
    NetworkTraining.Builder builder = builder(finalist);
    checkpoints.ifPresent(
        kept -> {
          builder.optCheckpoints(
              new CheckpointFile(kept.resolve(finalist.fileName() + ".checkpoint")),
              every(finalist));
          if (plan.hasRace()) {
            builder.optStart(rungFile(kept, finalist));
          }
        });
    try (EngineThreads threads = EngineThreads.of(plan.threads())) {
      return builder.build().train(training, finalist.seed());
    }
  }

  private static CheckpointFile rungFile(Path checkpoints, Finalist finalist) {
    return new CheckpointFile(checkpoints.resolve(finalist.fileName() + ".rung"));
  }

  private static int every(Finalist finalist) {
    return Math.max(1, finalist.recipe().epochs() / CHECKPOINTS);
  }

  private NetworkTraining.Builder builder(Finalist finalist) {
    return NetworkTraining.builder()
        .setNetwork(finalist.network())
        .setRecipe(finalist.recipe())
        .optDevice(device)
        .optListener(
            (epoch, epochs, loss) -> {
              synchronized (plan) {
                listener.finalEpochFinished(finalist, epoch, finalist.recipe().epochs(), loss);
              }
            });
  }

  /** Fits temperatures and weights, and closes networks that do not count. */
  private TrainedEnsemble joined(
      List<Finalist> trained,
      List<TrainedNetwork> networks,
      Map<Finalist, FinalResult.Standing> standings) {
    int count = networks.size();
    if (heldOut.isEmpty()) {
      List<TrainedEnsemble.Member> members = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        members.add(new TrainedEnsemble.Member(networks.get(i), 1.0 / count, 1));
        standings.put(trained.get(i), unmeasured(trained.get(i), 1.0 / count));
      }
      return new TrainedEnsemble(members, 1);
    }
    List<LabeledLogits> logits = logits(networks);
    double[] temperatures = logits.stream().mapToDouble(Temperature::fit).toArray();
    List<double[][]> probabilities =
        IntStream.range(0, count)
            .mapToObj(i -> logits.get(i).probabilities(temperatures[i]))
            .toList();
    double[] weights = EnsembleWeights.choose(probabilities, logits.get(0).labels());
    List<TrainedEnsemble.Member> members = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Finalist finalist = trained.get(i);
      standings.put(
          finalist,
          standing(
              finalist, finalist.recipe().epochs(), logits.get(i), temperatures[i], weights[i]));
      if (weights[i] > 0) {
        members.add(new TrainedEnsemble.Member(networks.get(i), weights[i], temperatures[i]));
      } else {
        networks.get(i).close();
      }
    }
    members.sort(Comparator.comparingDouble(TrainedEnsemble.Member::weight).reversed());
    double temperature =
        members.size() == 1 ? 1 : Temperature.fit(mean(probabilities, weights, logits.get(0)));
    return new TrainedEnsemble(members, temperature);
  }

  private List<LabeledLogits> logits(List<TrainedNetwork> networks) {
    try (EngineThreads threads = EngineThreads.of(plan.threads())) {
      return networks.stream().map(network -> network.logits(heldOut.orElseThrow())).toList();
    }
  }

  /** Returns the logarithms of the weighted mean of probabilities. */
  private static LabeledLogits mean(
      List<double[][]> probabilities, double[] weights, LabeledLogits of) {
    double[][] mean = new double[of.labels().length][of.logits()[0].length];
    for (int i = 0; i < mean.length; i++) {
      for (int k = 0; k < mean[i].length; k++) {
        double sum = 0;
        for (int m = 0; m < weights.length; m++) {
          sum += weights[m] * probabilities.get(m)[i][k];
        }
        mean[i][k] = Math.log(sum);
      }
    }
    return new LabeledLogits(mean, of.labels());
  }

  private static FinalResult.Standing standing(
      Finalist finalist, int epochs, LabeledLogits logits, double temperature, double weight) {
    return new FinalResult.Standing(
        finalist,
        epochs,
        OptionalDouble.of(logits.accuracy()),
        OptionalDouble.of(logits.loss(temperature)),
        temperature,
        weight,
        Optional.empty());
  }

  private static FinalResult.Standing unmeasured(Finalist finalist, double weight) {
    return new FinalResult.Standing(
        finalist,
        finalist.recipe().epochs(),
        OptionalDouble.empty(),
        OptionalDouble.empty(),
        1,
        weight,
        Optional.empty());
  }

  private static FinalResult.Standing failed(Finalist finalist, String reason) {
    return new FinalResult.Standing(
        finalist, 0, OptionalDouble.empty(), OptionalDouble.empty(), 1, 0, Optional.of(reason));
  }
}
