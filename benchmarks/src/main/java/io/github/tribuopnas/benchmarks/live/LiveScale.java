package io.github.tribuopnas.benchmarks.live;

import io.github.tribuopnas.PNASTrainer;
import io.github.tribuopnas.execution.ExecutionOptions;
import io.github.tribuopnas.image.ImageDataset;
import io.github.tribuopnas.image.ImageFormat;
import io.github.tribuopnas.network.NetworkSpec;
import io.github.tribuopnas.objective.ObjectiveOptions;
import io.github.tribuopnas.search.strategy.EconomyOptions;
import io.github.tribuopnas.search.strategy.StrategyKind;
import io.github.tribuopnas.search.strategy.StrategyOptions;
import io.github.tribuopnas.space.Cell;
import io.github.tribuopnas.space.SpaceOptions;
import io.github.tribuopnas.training.TrainingOptions;

/**
 * How large the searches are, the same for all of them.
 *
 * @param blocks of the largest cells
 * @param trials cells that a search tries, dealt over its levels
 * @param filters F of the networks
 * @param stemStride stride of their first convolution
 * @param batch images in a step
 * @param epochs of a candidate
 * @param finalEpochs of a winner
 */
record LiveScale(
    int blocks, int trials, int filters, int stemStride, int batch, int epochs, int finalEpochs) {

  TrainingOptions training() {
    return new TrainingOptions()
        .withFilters(filters)
        .withStemStride(stemStride)
        .withBatchSize(batch)
        .withEpochs(epochs)
        .withFinalEpochs(finalEpochs);
  }

  /** The network of a cell. */
  NetworkSpec network(Cell cell, ImageDataset train) {
    return training()
        .network(cell, train.images().format().shape(), train.images().classes().size());
  }

  /** One candidate at a time, so that nothing runs beside what is timed. */
  PNASTrainer trainer(
      StrategyKind strategy, ObjectiveOptions objectives, ImageFormat format, long seed) {
    return PNASTrainer.builder()
        .setFormat(format)
        .optSpace(new SpaceOptions().withBlocks(blocks))
        .optStrategy(new StrategyOptions().withStrategy(strategy))
        .optEconomy(new EconomyOptions().withTrials(trials))
        .optObjectives(objectives)
        .optTraining(training())
        .optExecution(new ExecutionOptions().withExecutor(ExecutionOptions.THREADS).withWorkers(1))
        .optSeed(seed)
        .build();
  }
}
