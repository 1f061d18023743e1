package io.github.tribuopnas.cli;

import io.github.tribuopnas.PNASTrainerBuilder;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/** The options of a search about its networks and their training. */
final class TrainingOptions {

  @Option(names = "--epochs", paramLabel = "N", description = "Epochs of a candidate.")
  private int epochs = 4;

  @Option(names = "--final-epochs", paramLabel = "N", description = "Epochs of the winner.")
  private int finalEpochs = 20;

  @Option(
      names = "--filters",
      paramLabel = "F",
      description = "Channels of a block in the first group.")
  private int filters = 8;

  @Option(names = "--repeats", paramLabel = "N", description = "Cells in each of three groups.")
  private int repeats = 1;

  @Option(names = "--batch", paramLabel = "N", description = "Images in a training step.")
  private int batch = 32;

  @Option(
      names = "--learning-rate",
      paramLabel = "RATE",
      description = "Learning rate of the first step.")
  private double learningRate = 0.05;

  @Option(
      names = "--set",
      paramLabel = "FIELD=VALUE",
      showDefaultValue = CommandLine.Help.Visibility.NEVER,
      description =
          "Changes any other field of the recipe of candidates and winner, such as"
              + " optimizer=adamw(0.9,0.999,1e-8) or augmentations=crop(4)+flip; the fields are"
              + " those of pnas train.")
  private Map<String, String> changes = new LinkedHashMap<>();

  @Option(
      names = "--final-set",
      paramLabel = "FIELD=VALUE",
      showDefaultValue = CommandLine.Help.Visibility.NEVER,
      description =
          "Changes a field of the winner's recipe alone, such as drop-path=0.4 or"
              + " learning-rate=0.025.")
  private Map<String, String> finalChanges = new LinkedHashMap<>();

  /** Passes the options on. */
  void apply(PNASTrainerBuilder trainer) {
    trainer
        .optEpochs(epochs)
        .optFinalEpochs(finalEpochs)
        .optFilters(filters)
        .optRepeats(repeats)
        .optBatchSize(batch)
        .optLearningRate(learningRate);
    changes.forEach(trainer::optChange);
    finalChanges.forEach(trainer::optFinalChange);
  }
}
