package io.github.tribuopnas.training;

import com.oracle.labs.mlrg.olcut.config.Config;
import io.github.tribuopnas.options.OptionGroup;
import org.tribuo.Trainer;
import picocli.CommandLine.Option;

/** What all random choices of a search or a training depend on. */
public final class SeedOptions extends OptionGroup<SeedOptions> {

  private static final String SEED = "Seed of every random choice.";

  @Config(description = SEED)
  @Option(names = "--seed", paramLabel = "SEED", description = SEED)
  private long seed = Trainer.DEFAULT_SEED;

  /** Starts from the defaults. */
  public SeedOptions() {}

  /**
   * Returns these options with another seed.
   *
   * @param number any number
   * @return the changed copy
   */
  public SeedOptions withSeed(long number) {
    return with(copy -> copy.seed = number);
  }

  /**
   * Returns the seed.
   *
   * @return any number
   */
  public long seed() {
    return seed;
  }
}
