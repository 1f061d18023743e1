package io.github.tribuopnas.benchmarks.images;

import io.github.tribuopnas.PNASTrainer;
import io.github.tribuopnas.image.ImageFormat;
import io.github.tribuopnas.search.strategy.StrategyKind;

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
        .optStrategy(strategy)
        .optBlocks(blocks)
        .optFirstLevel(firstLevel)
        .optBeam(beam)
        .optFilters(filters)
        .optBatchSize(batch)
        .optLearningRate(learningRate)
        .optEpochs(epochs)
        .optFinalEpochs(finalEpochs)
        .optWorkers(workers)
        .optSeed(seed)
        .build();
  }
}
