package io.github.tribuopnas;

import io.github.tribuopnas.image.ImageFormat;
import io.github.tribuopnas.search.strategy.StrategyKind;
import io.github.tribuopnas.space.Branch;
import io.github.tribuopnas.space.Concatenation;
import io.github.tribuopnas.space.Operation;
import io.github.tribuopnas.surrogate.SurrogateKind;
import io.github.tribuopnas.training.engine.DeviceChoice;
import java.util.Collection;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.tribuo.Trainer;
import org.tribuo.regression.Regressor;

/** Settings of a {@link PNASTrainer}; the format is required. */
public final class PNASTrainerBuilder {

  ImageFormat format;
  int blocks = 3;
  Collection<Operation> operations = Operation.PAPER;
  Collection<Integer> inputs = List.of(Branch.BEFORE_PREVIOUS, Branch.PREVIOUS);
  Concatenation concatenation = Concatenation.ALL;
  StrategyKind strategy = StrategyKind.PNAS;
  SurrogateKind surrogate = SurrogateKind.DEFAULT;
  Trainer<Regressor> surrogateTrainer;
  int ask;
  String acquisition = "mean";
  double exploration;
  int beam = 12;
  int firstLevel;
  int epochs = 4;
  int finalEpochs = 20;
  int workers = 2;
  int filters = 8;
  int repeats = 1;
  int batchSize = 32;
  double learningRate = 0.05;
  final Map<String, String> changes = new LinkedHashMap<>();
  final Map<String, String> finalChanges = new LinkedHashMap<>();
  DeviceChoice device = DeviceChoice.AUTO;
  long seed = Trainer.DEFAULT_SEED;

  PNASTrainerBuilder() {}

  /**
   * Sets format.
   *
   * @param newFormat the images and how feature names number their pixels
   * @return this builder
   */
  public PNASTrainerBuilder setFormat(ImageFormat newFormat) {
    format = newFormat;
    return this;
  }

  /**
   * Sets blocks.
   *
   * @param newBlocks blocks of the largest cells, 1 to 5
   * @return this builder
   */
  public PNASTrainerBuilder optBlocks(int newBlocks) {
    blocks = newBlocks;
    return this;
  }

  /**
   * Restricts the operations that cells may use. By default all are.
   *
   * @param newOperations at least one; order and repetition mean nothing
   * @return this builder
   */
  public PNASTrainerBuilder optOperations(Collection<Operation> newOperations) {
    operations = EnumSet.copyOf(newOperations);
    return this;
  }

  /**
   * Restricts the inputs from outside that cells may use. By default both are.
   *
   * @param newInputs {@link Branch#BEFORE_PREVIOUS}, {@link Branch#PREVIOUS} or both
   * @return this builder
   */
  public PNASTrainerBuilder optInputs(Collection<Integer> newInputs) {
    inputs = new TreeSet<>(newInputs);
    return this;
  }

  /**
   * Sets which blocks a cell's output joins. By default all.
   *
   * @param newConcatenation all blocks or those that no other block reads
   * @return this builder
   */
  public PNASTrainerBuilder optConcatenation(Concatenation newConcatenation) {
    concatenation = newConcatenation;
    return this;
  }

  /**
   * Sets what decides which cells are tried. By default progressive search. The others try as many
   * cells as it would with the same beam and first level.
   *
   * @param newStrategy the strategy
   * @return this builder
   */
  public PNASTrainerBuilder optStrategy(StrategyKind newStrategy) {
    strategy = newStrategy;
    return this;
  }

  /**
   * Sets what predicts accuracies in progressive search.
   *
   * @param newSurrogate a named surrogate
   * @return this builder
   */
  public PNASTrainerBuilder optSurrogate(SurrogateKind newSurrogate) {
    surrogate = newSurrogate;
    return this;
  }

  /**
   * Sets the trainer of the surrogate's five members, in place of a named surrogate's.
   *
   * @param trainer trains on some hundred rows of numeric features; see {@link
   *     io.github.tribuopnas.surrogate.TribuoSurrogate.Builder#optTrainer}
   * @return this builder
   */
  public PNASTrainerBuilder optSurrogateTrainer(Trainer<Regressor> trainer) {
    surrogateTrainer = trainer;
    return this;
  }

  /**
   * Sets after how many answers the strategy learns from them. By default progressive search asks a
   * level at once, as in the paper. The outcome depends on this number, but not on the workers'.
   *
   * @param newAsk at least 1; 0 leaves it to the strategy
   * @return this builder
   */
  public PNASTrainerBuilder optAsk(int newAsk) {
    ask = newAsk;
    return this;
  }

  /**
   * Sets how the beam is chosen from predictions.
   *
   * @param newAcquisition {@code mean}, as in the paper, {@code thompson}, {@code ucb} or {@code
   *     ucb:WEIGHT}; see {@link io.github.tribuopnas.search.strategy.Acquisition}
   * @return this builder
   */
  public PNASTrainerBuilder optAcquisition(String newAcquisition) {
    acquisition = newAcquisition;
    return this;
  }

  /**
   * Keeps a share of each beam for the best cells that use an operation or an input which the rest
   * of the level neglects; see {@link
   * io.github.tribuopnas.search.strategy.ProgressiveSearch.Builder#optExploration}. By default
   * nothing.
   *
   * @param newExploration from 0 to 1
   * @return this builder
   */
  public PNASTrainerBuilder optExploration(double newExploration) {
    exploration = newExploration;
    return this;
  }

  /**
   * Sets beam.
   *
   * @param newBeam cells trained at each level after the first, at least 1
   * @return this builder
   */
  public PNASTrainerBuilder optBeam(int newBeam) {
    beam = newBeam;
    return this;
  }

  /**
   * Sets firstLevel.
   *
   * @param newFirstLevel one-block cells trained at the first level; 0 means all
   * @return this builder
   */
  public PNASTrainerBuilder optFirstLevel(int newFirstLevel) {
    firstLevel = newFirstLevel;
    return this;
  }

  /**
   * Sets epochs.
   *
   * @param newEpochs epochs that a candidate is trained for, at least 1
   * @return this builder
   */
  public PNASTrainerBuilder optEpochs(int newEpochs) {
    epochs = newEpochs;
    return this;
  }

  /**
   * Sets finalEpochs.
   *
   * @param newFinalEpochs epochs that the winner is trained for, at least 1
   * @return this builder
   */
  public PNASTrainerBuilder optFinalEpochs(int newFinalEpochs) {
    finalEpochs = newFinalEpochs;
    return this;
  }

  /**
   * Sets workers.
   *
   * @param newWorkers candidates trained at once, at least 1
   * @return this builder
   */
  public PNASTrainerBuilder optWorkers(int newWorkers) {
    workers = newWorkers;
    return this;
  }

  /**
   * Sets filters.
   *
   * @param newFilters F, channels of a block in the first group, at least 2
   * @return this builder
   */
  public PNASTrainerBuilder optFilters(int newFilters) {
    filters = newFilters;
    return this;
  }

  /**
   * Sets seed.
   *
   * @param newSeed seed of every random choice
   * @return this builder
   */
  public PNASTrainerBuilder optSeed(long newSeed) {
    seed = newSeed;
    return this;
  }

  /**
   * Sets repeats.
   *
   * @param newRepeats N, cells in each of the three groups, at least 1
   * @return this builder
   */
  public PNASTrainerBuilder optRepeats(int newRepeats) {
    repeats = newRepeats;
    return this;
  }

  /**
   * Sets batchSize.
   *
   * @param newBatchSize images in a training step, at least 2
   * @return this builder
   */
  public PNASTrainerBuilder optBatchSize(int newBatchSize) {
    batchSize = newBatchSize;
    return this;
  }

  /**
   * Sets learningRate.
   *
   * @param newLearningRate learning rate of the first step, above 0
   * @return this builder
   */
  public PNASTrainerBuilder optLearningRate(double newLearningRate) {
    learningRate = newLearningRate;
    return this;
  }

  /**
   * Changes a field of the recipe that candidates and winner are trained with.
   *
   * @param field its name as {@link io.github.tribuopnas.training.Recipe#fields} has it; not the
   *     epochs, which are not the same for both
   * @param value its text form
   * @return this builder
   */
  public PNASTrainerBuilder optChange(String field, String value) {
    changes.put(field, value);
    return this;
  }

  /**
   * Changes a field of the recipe that the winner is trained with, and no other network.
   *
   * @param field its name, as in {@link #optChange}
   * @param value its text form
   * @return this builder
   */
  public PNASTrainerBuilder optFinalChange(String field, String value) {
    finalChanges.put(field, value);
    return this;
  }

  /**
   * Sets where networks are trained. By default on the first GPU that the engine can use, else on
   * the CPU.
   *
   * @param newDevice the choice; that of an absent GPU ends the search before it begins
   * @return this builder
   */
  public PNASTrainerBuilder optDevice(DeviceChoice newDevice) {
    device = newDevice;
    return this;
  }

  /**
   * Builds the trainer.
   *
   * @return the trainer
   * @throws com.oracle.labs.mlrg.olcut.config.PropertyException if a setting is missing or wrong
   */
  public PNASTrainer build() {
    return new PNASTrainer(this);
  }
}
