package io.github.tribuopnas.surrogate;

import com.oracle.labs.mlrg.olcut.config.Config;
import io.github.tribuopnas.options.OptionGroup;
import io.github.tribuopnas.search.Surrogate;
import io.github.tribuopnas.space.Cell;
import io.github.tribuopnas.surrogate.feature.CellFeatures;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;
import org.tribuo.Trainer;
import org.tribuo.regression.Regressor;
import picocli.CommandLine.Option;

/** What predicts accuracies in progressive search. */
public final class SurrogateOptions extends OptionGroup<SurrogateOptions>
    implements SurrogateFactory {

  private static final String SURROGATE =
      "What predicts accuracies: informed, mixed, forest, cart, boosted,"
          + " linear, mlp or lstm.";

  @Config(description = SURROGATE)
  @Option(
      names = "--surrogate",
      paramLabel = "NAME",
      description = SURROGATE,
      completionCandidates = Names.class)
  private String surrogate = SurrogateKind.DEFAULT.text();

  @Config(description = "Trains the surrogate's five members in place of the named one's trainer.")
  private Trainer<Regressor> trainer;

  /** Starts from the defaults. */
  public SurrogateOptions() {}

  /**
   * Returns these options with another surrogate.
   *
   * @param kind a surrogate that has a name
   * @return the changed copy
   */
  public SurrogateOptions withSurrogate(SurrogateKind kind) {
    return with(copy -> copy.surrogate = kind.text());
  }

  /**
   * Returns these options with a trainer of one's own for the surrogate's five members.
   *
   * @param own trains on some hundred rows of numeric features; see {@link
   *     TribuoSurrogate.Builder#optTrainer}
   * @return the changed copy
   */
  public SurrogateOptions withTrainer(Trainer<Regressor> own) {
    return with(copy -> copy.trainer = own);
  }

  @Override
  protected void check() {
    check("surrogate", () -> SurrogateKind.parse(surrogate));
    if (trainer != null) {
      check("trainer", () -> RandomSplitPoints.check(trainer));
    }
  }

  @Override
  public Surrogate<Cell> surrogate(SurrogateSetup setup) {
    return trainer == null
        ? SurrogateKind.parse(surrogate).of(setup, List.of())
        : TribuoSurrogate.<Cell>builder()
            .setFeatures(new CellFeatures(setup.space()))
            .setSeed(setup.seed())
            .optTrainer(trainer)
            .build();
  }

  /** The names of the surrogates, for completion in shells. */
  static final class Names implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return Stream.of(SurrogateKind.values()).map(SurrogateKind::text).iterator();
    }
  }
}
