package io.github.tribuopnas.cli;

import picocli.CommandLine.Option;

/** The options of a search about its networks and their training. */
final class TrainingOptions {

  @Option(names = "--epochs", paramLabel = "N", description = "Epochs of a candidate.")
  int epochs = 4;

  @Option(names = "--final-epochs", paramLabel = "N", description = "Epochs of the winner.")
  int finalEpochs = 20;

  @Option(
      names = "--filters",
      paramLabel = "F",
      description = "Channels of a block in the first group.")
  int filters = 8;

  @Option(names = "--repeats", paramLabel = "N", description = "Cells in each of three groups.")
  int repeats = 1;

  @Option(names = "--batch", paramLabel = "N", description = "Images in a training step.")
  int batch = 32;

  @Option(
      names = "--learning-rate",
      paramLabel = "RATE",
      description = "Learning rate of the first step.")
  double learningRate = 0.05;
}
