package io.github.tribuopnas;

import io.github.tribuopnas.execution.ExecutionOptions;
import io.github.tribuopnas.execution.ExecutorFactory;
import io.github.tribuopnas.image.ImageFormat;
import io.github.tribuopnas.objective.ObjectiveOptions;
import io.github.tribuopnas.objective.OwnObjective;
import io.github.tribuopnas.plan.PlanOptions;
import io.github.tribuopnas.search.strategy.Acquisition;
import io.github.tribuopnas.search.strategy.EconomyOptions;
import io.github.tribuopnas.search.strategy.StrategyFactory;
import io.github.tribuopnas.search.strategy.StrategyOptions;
import io.github.tribuopnas.space.SpaceOptions;
import io.github.tribuopnas.surrogate.SurrogateFactory;
import io.github.tribuopnas.surrogate.SurrogateOptions;
import io.github.tribuopnas.training.FinalOptions;
import io.github.tribuopnas.training.SeedOptions;
import io.github.tribuopnas.training.TrainingOptions;
import io.github.tribuopnas.training.engine.DeviceOptions;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a {@link PNASTrainer} is made of; the format is required. Each group of options is a value:
 * {@code new StrategyOptions().withBeam(16)}.
 */
public final class PNASTrainerBuilder {

  ImageFormat format;
  SpaceOptions space = new SpaceOptions();
  StrategyOptions strategy = new StrategyOptions();
  EconomyOptions economy = new EconomyOptions();
  ObjectiveOptions objective = new ObjectiveOptions();
  SurrogateOptions surrogate = new SurrogateOptions();
  TrainingOptions training = new TrainingOptions();
  FinalOptions finals = new FinalOptions();
  ExecutionOptions execution = new ExecutionOptions();
  PlanOptions plan = new PlanOptions();
  SeedOptions seed = new SeedOptions();
  DeviceOptions device = new DeviceOptions();
  @Nullable StrategyFactory strategyFactory;
  @Nullable SurrogateFactory surrogateFactory;
  @Nullable Acquisition acquisition;
  @Nullable OwnObjective ownObjective;
  @Nullable ExecutorFactory executorFactory;

  @SuppressWarnings("NullAway.Init") // The required ones are checked when this is built.
  PNASTrainerBuilder() {}

  /**
   * Sets the images.
   *
   * @param newFormat their size and how feature names number their pixels
   * @return this builder
   */
  public PNASTrainerBuilder setFormat(ImageFormat newFormat) {
    format = newFormat;
    return this;
  }

  /**
   * Sets which cells may be tried.
   *
   * @param options the options
   * @return this builder
   */
  public PNASTrainerBuilder optSpace(SpaceOptions options) {
    space = options;
    return this;
  }

  /**
   * Sets what decides which cells are tried.
   *
   * @param options the options
   * @return this builder
   */
  public PNASTrainerBuilder optStrategy(StrategyOptions options) {
    strategy = options;
    return this;
  }

  /**
   * Sets a strategy that has no name.
   *
   * @param factory makes it; receives the options of {@link #optStrategy(StrategyOptions)}
   * @return this builder
   */
  public PNASTrainerBuilder optStrategy(StrategyFactory factory) {
    strategyFactory = factory;
    return this;
  }

  /**
   * Sets where trials are, and how long each is trained.
   *
   * @param options the options
   * @return this builder
   */
  public PNASTrainerBuilder optEconomy(EconomyOptions options) {
    economy = options;
    return this;
  }

  /**
   * Sets what is sought besides accuracy, and what the served model may cost.
   *
   * @param options the options
   * @return this builder
   */
  public PNASTrainerBuilder optObjectives(ObjectiveOptions options) {
    objective = options;
    return this;
  }

  /**
   * Sets an objective that the program measures on exported files itself.
   *
   * @param measured what is sought, and how it is measured
   * @return this builder
   */
  public PNASTrainerBuilder optObjective(OwnObjective measured) {
    ownObjective = measured;
    return this;
  }

  /**
   * Sets how much time there is.
   *
   * @param options the options
   * @return this builder
   */
  public PNASTrainerBuilder optPlan(PlanOptions options) {
    plan = options;
    return this;
  }

  /**
   * Sets what predicts accuracies.
   *
   * @param options the options
   * @return this builder
   */
  public PNASTrainerBuilder optSurrogate(SurrogateOptions options) {
    surrogate = options;
    return this;
  }

  /**
   * Sets a surrogate that has no name. A Tribuo trainer alone is set by {@link
   * SurrogateOptions#withTrainer}.
   *
   * @param factory makes it
   * @return this builder
   */
  public PNASTrainerBuilder optSurrogate(SurrogateFactory factory) {
    surrogateFactory = factory;
    return this;
  }

  /**
   * Sets an acquisition that has no name.
   *
   * @param scores chooses beams
   * @return this builder
   */
  public PNASTrainerBuilder optAcquisition(Acquisition scores) {
    acquisition = scores;
    return this;
  }

  /**
   * Sets the networks and how they are trained.
   *
   * @param options the options
   * @return this builder
   */
  public PNASTrainerBuilder optTraining(TrainingOptions options) {
    training = options;
    return this;
  }

  /**
   * Sets which networks are trained fully after the search, and how they become one model.
   *
   * @param options the options
   * @return this builder
   */
  public PNASTrainerBuilder optFinals(FinalOptions options) {
    finals = options;
    return this;
  }

  /**
   * Sets what trains candidates and what the search may spend.
   *
   * @param options the options
   * @return this builder
   */
  public PNASTrainerBuilder optExecution(ExecutionOptions options) {
    execution = options;
    return this;
  }

  /**
   * Sets an executor that has no name, such as a {@link
   * io.github.tribuopnas.execution.spark.SparkExecutor} of the program's own context.
   *
   * @param factory makes it; receives the options of {@link #optExecution(ExecutionOptions)}
   * @return this builder
   */
  public PNASTrainerBuilder optExecution(ExecutorFactory factory) {
    executorFactory = factory;
    return this;
  }

  /**
   * Sets what all random choices depend on.
   *
   * @param options the options
   * @return this builder
   */
  public PNASTrainerBuilder optSeed(SeedOptions options) {
    seed = options;
    return this;
  }

  /**
   * Sets what all random choices depend on.
   *
   * @param number any number
   * @return this builder
   */
  public PNASTrainerBuilder optSeed(long number) {
    return optSeed(seed.withSeed(number));
  }

  /**
   * Sets where networks are trained.
   *
   * @param options the options
   * @return this builder
   */
  public PNASTrainerBuilder optDevice(DeviceOptions options) {
    device = options;
    return this;
  }

  /** Sets options that have their defaults, by their names such as {@code --beam}. */
  PNASTrainerBuilder withUnset(Map<String, String> options) {
    space = space.withUnset(options);
    strategy = strategy.withUnset(options);
    economy = economy.withUnset(options);
    objective = objective.withUnset(options);
    surrogate = surrogate.withUnset(options);
    training = training.withUnset(options);
    finals = finals.withUnset(options);
    execution = execution.withUnset(options);
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
