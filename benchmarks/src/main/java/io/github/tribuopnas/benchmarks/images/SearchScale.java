package io.github.tribuopnas.benchmarks.images;

import io.github.tribuopnas.PNASTrainer;
import io.github.tribuopnas.execution.ExecutionOptions;
import io.github.tribuopnas.image.ImageFormat;
import io.github.tribuopnas.search.strategy.StrategyKind;
import io.github.tribuopnas.search.strategy.StrategyOptions;
import io.github.tribuopnas.space.SpaceOptions;
import io.github.tribuopnas.training.TrainingOptions;

/**
 * How large the searches are, the same for all of them.
 *
 * @param blocks of the largest cells
 * @param firstLevel one-block cells of the progressive search
 * @param beam cells of each level after it
 * @param filters F of the candidates and of the winner
 * @param batch images in a step
 * @param learningRate of the first step
 * @param epochs of a candidate
 * @param finalEpochs of the winner, and of the network made by hand
 * @param workers candidates trained at once
 */
record SearchScale(
    int blocks,
    int firstLevel,
    int beam,
    int filters,
    int batch,
    double learningRate,
    int epochs,
    int finalEpochs,
    int workers) {

  PNASTrainer trainer(StrategyKind strategy, ImageFormat format, long seed) {
    return PNASTrainer.builder()
        .setFormat(format)
        .optSpace(new SpaceOptions().withBlocks(blocks))
        .optStrategy(
            new StrategyOptions().withStrategy(strategy).withFirstLevel(firstLevel).withBeam(beam))
        .optTraining(
            new TrainingOptions()
                .withFilters(filters)
                .withBatchSize(batch)
                .withLearningRate(learningRate)
                .withEpochs(epochs)
                .withFinalEpochs(finalEpochs))
        .optExecution(
            new ExecutionOptions().withExecutor(ExecutionOptions.THREADS).withWorkers(workers))
        .optSeed(seed)
        .build();
  }
}
