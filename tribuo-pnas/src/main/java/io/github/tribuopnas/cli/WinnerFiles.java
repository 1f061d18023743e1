package io.github.tribuopnas.cli;

import io.github.tribuopnas.FrontModel;
import io.github.tribuopnas.SearchOutcome;
import io.github.tribuopnas.cli.run.RunFiles;
import io.github.tribuopnas.evaluation.Evaluation;
import io.github.tribuopnas.image.ImageDataset;
import io.github.tribuopnas.image.ImageSet;
import io.github.tribuopnas.onnx.model.AtomicFiles;
import io.github.tribuopnas.report.Delivery;
import io.github.tribuopnas.report.ServedModel;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Checks the models of a search and writes them into the run directory.
 *
 * @param directory the run directory
 * @param images the images that it was searched with
 */
record WinnerFiles(Path directory, ImageSet images) {

  private static final double LARGEST_PARITY = 1e-4;
  private static final int PARITY_IMAGES = 256;

  /**
   * Returns how much a model differs from the networks that it was made of.
   *
   * @throws IllegalStateException if that is too much
   */
  double parity(FrontModel winner) {
    ImageDataset unseen = images.test().orElse(images.train());
    double parity = winner.parity(unseen.images(), PARITY_IMAGES);
    if (!(parity <= LARGEST_PARITY)) {
      throw new IllegalStateException(
          "DJL and ONNX Runtime differ by " + parity + "; at most " + LARGEST_PARITY);
    }
    return parity;
  }

  /** Writes all models and closes those besides the winner's. */
  Delivery write(SearchOutcome outcome, Optional<Evaluation> ofWinner) throws IOException {
    List<ServedModel> models = new ArrayList<>();
    for (FrontModel winner : outcome.winners()) {
      int rank = models.size() + 1;
      if (rank == 1) {
        models.add(written(winner, rank, ofWinner));
      } else {
        parity(winner);
        try (var model = winner.model()) {
          models.add(written(winner, rank, TestEvaluation.of(model, images)));
        }
      }
    }
    boolean isOfFront = outcome.winners().stream().anyMatch(one -> !one.measured().isEmpty());
    return isOfFront ? new Delivery(outcome.overLimits(), models) : Delivery.NONE;
  }

  private ServedModel written(FrontModel winner, int rank, Optional<Evaluation> evaluation)
      throws IOException {
    String name = RunFiles.winnerName(rank);
    AtomicFiles.write(directory.resolve(name + ".onnx"), winner.model().onnx());
    AtomicFiles.write(
        directory.resolve(name + ".tribuo"), winner.model().serialize().toByteArray());
    return new ServedModel(
        name + ".onnx",
        winner.model().cell(),
        winner.finals().ensemble().parameters(),
        evaluation.map(one -> one.metrics().accuracy()).orElse(null),
        winner.measured());
  }
}
