package io.github.tribuopnas;

import ai.djl.Device;
import io.github.tribuopnas.image.ImageSplit;
import io.github.tribuopnas.image.PackedImages;
import io.github.tribuopnas.training.engine.EngineThreads;
import io.github.tribuopnas.training.loop.CheckpointFile;
import io.github.tribuopnas.training.loop.NetworkTraining;
import io.github.tribuopnas.training.trained.TrainedEnsemble;
import io.github.tribuopnas.training.trained.TrainedNetwork;
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
import java.util.Set;
import java.util.stream.Collectors;

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
 * @param devices where networks are trained; the threads of a network take them in turn
 * @param directory where checkpoints are kept, from which an interrupted training goes on; empty to
 *     keep none
 * @param courses for how many epochs
 * @param listener hears of each epoch, from one thread at a time
 */
record FinalTraining(
    FinalPlan plan,
    PackedImages training,
    Optional<PackedImages> heldOut,
    List<Device> devices,
    Optional<Path> directory,
    Courses courses,
    PNASListener listener) {

  private static final int CHECKPOINTS = 20;

  /** Makes the training of a plan in an invocation. */
  static FinalTraining of(
      FinalPlan plan,
      TrainerRun run,
      Optional<ImageSplit> split,
      List<Device> places,
      SearchRun searchRun,
      Courses courses,
      PNASListener listener) {
    return new FinalTraining(
        plan,
        split.map(ImageSplit::training).orElse(run.images()),
        split.map(ImageSplit::validation),
        places,
        searchRun.finals(),
        courses,
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
            .<ParallelTasks.Task<TrainedNetwork>>map(
                finalist -> () -> full(finalist, after(finalist, best), checkpoints))
            .toList();
    List<ParallelTasks.Answer<TrainedNetwork>> answers =
        new ParallelTasks(plan.atOnce()).run(tasks, TrainedNetwork::close);
    List<EnsembleFit.Trained> trained = new ArrayList<>();
    for (int i = 0; i < best.size(); i++) {
      Finalist finalist = best.get(i);
      ParallelTasks.Answer<TrainedNetwork> answer = answers.get(i);
      answer
          .value()
          .ifPresentOrElse(
              network ->
                  trained.add(
                      new EnsembleFit.Trained(finalist, network, courses.of(finalist).epochs())),
              () ->
                  standings.put(finalist, FinalResult.Standing.failed(finalist, answer.reason())));
    }
    if (trained.isEmpty()) {
      throw new IllegalStateException(
          "no final network could be trained: " + answers.get(0).reason());
    }
    try {
      return new FinalResult(
          joined(trained, standings),
          all.stream().filter(standings::containsKey).map(standings::get).toList(),
          plan.heldOut(),
          0);
    } catch (RuntimeException | Error e) {
      trained.forEach(one -> one.network().close());
      throw e;
    }
  }

  private TrainedEnsemble joined(
      List<EnsembleFit.Trained> trained, Map<Finalist, FinalResult.Standing> standings) {
    EnsembleFit fit = new EnsembleFit(plan.views());
    try (EngineThreads threads = EngineThreads.of(plan.threads())) {
      return heldOut
          .map(images -> fit.byImages(trained, images, standings))
          .orElseGet(() -> fit.unmeasured(trained, standings));
    }
  }

  /**
   * Trains all finalists for a quarter of their epochs and returns the best, in the plan's order.
   */
  private List<Finalist> race(
      Optional<Path> checkpoints, Map<Finalist, FinalResult.Standing> standings)
      throws InterruptedException {
    List<ParallelTasks.Task<FinalResult.Standing>> tasks =
        plan.finalists().stream()
            .<ParallelTasks.Task<FinalResult.Standing>>map(
                finalist -> () -> quarter(finalist, checkpoints.orElseThrow()))
            .toList();
    List<ParallelTasks.Answer<FinalResult.Standing>> answers =
        new ParallelTasks(plan.atOnce()).run(tasks, standing -> {});
    for (int i = 0; i < answers.size(); i++) {
      Finalist finalist = plan.finalists().get(i);
      ParallelTasks.Answer<FinalResult.Standing> answer = answers.get(i);
      standings.put(
          finalist,
          answer.value().orElseGet(() -> FinalResult.Standing.failed(finalist, answer.reason())));
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

  private FinalResult.Standing quarter(Finalist finalist, Path checkpoints)
      throws InterruptedException {
    NetworkTraining.Builder rung =
        builder(finalist)
            .optLastEpoch(finalist.rung())
            .optCheckpoints(rungFile(checkpoints, finalist), every(finalist));
    try (EngineThreads threads = EngineThreads.one();
        TrainedNetwork network = rung.build().train(training, finalist.seed())) {
      return FittedNetwork.of(
              finalist, network.logits(heldOut.orElseThrow(), plan.views().of(finalist.recipe())))
          .standing(finalist.rung(), 0);
    }
  }

  /** Returns how many networks are trained after one, in its place. */
  private int after(Finalist finalist, List<Finalist> all) {
    return (all.size() - 1) / plan.atOnce() - all.indexOf(finalist) / plan.atOnce();
  }

  /**
   * Trains a finalist for all its epochs.
   *
   * @param later how many networks are trained in its place after it
   * @param checkpoints where they are kept; empty to keep none
   * @return the network, to be closed by the caller
   */
  TrainedNetwork full(Finalist finalist, int later, Optional<Path> checkpoints)
      throws InterruptedException {
    NetworkTraining.Builder builder =
        builder(finalist).optCourse(courses.of(finalist)).optPace(courses.pace(finalist, later));
    checkpoints.ifPresent(
        kept -> {
          builder.optCheckpoints(
              new CheckpointFile(kept.resolve(finalist.fileName() + ".checkpoint")),
              every(finalist));
          if (plan.hasRace()) {
            builder.optStart(rungFile(kept, finalist));
          }
        });
    try (EngineThreads threads = EngineThreads.one()) {
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
        .optDevices(devices)
        .optThreads(plan.threads())
        .optListener(
            (epoch, epochs, loss) -> {
              synchronized (plan) {
                listener.finalEpochFinished(finalist, epoch, courses.of(finalist).epochs(), loss);
              }
            });
  }
}
