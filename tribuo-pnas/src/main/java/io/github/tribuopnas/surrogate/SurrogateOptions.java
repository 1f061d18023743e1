package io.github.tribuopnas.surrogate;

import com.oracle.labs.mlrg.olcut.config.Config;
import com.oracle.labs.mlrg.olcut.config.PropertyException;
import io.github.tribuopnas.options.OptionGroup;
import io.github.tribuopnas.search.Surrogate;
import io.github.tribuopnas.space.Cell;
import io.github.tribuopnas.surrogate.feature.CellFeatures;
import io.github.tribuopnas.surrogate.prior.EarlierTrial;
import io.github.tribuopnas.surrogate.prior.PriorRun;
import io.github.tribuopnas.surrogate.prior.PriorTable;
import java.nio.file.Path;
import java.util.ArrayList;
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
      "What predicts accuracies: informed, mixed, forest, cart, boosted," + " linear, mlp or lstm.";
  private static final String PRIOR =
      "Runs on other images, whose trials informed also learns from before its first trial;"
          + " none leaves out the trials that come with the program.";
  private static final String NONE = "none";
  private static final String STUDY = "study.db";

  @Config(description = SURROGATE)
  @Option(
      names = "--surrogate",
      paramLabel = "NAME",
      description = SURROGATE,
      completionCandidates = Names.class)
  private String surrogate = SurrogateKind.DEFAULT.text();

  @Config(description = PRIOR)
  @Option(names = "--prior", paramLabel = "RUN|none", split = ",", description = PRIOR)
  private List<String> prior = List.of();

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
   * Returns these options with a custom trainer for the surrogate's five members.
   *
   * @param own trains on some hundred rows of numeric features; see {@link
   *     TribuoSurrogate.Builder#optTrainer}
   * @return the changed copy
   */
  public SurrogateOptions withTrainer(Trainer<Regressor> own) {
    return with(copy -> copy.trainer = own);
  }

  /**
   * Returns these options with trials from which is learned before the first one.
   *
   * @param runs directories of searches on other images, in addition to the trials that come with
   *     the program
   * @return the changed copy
   */
  public SurrogateOptions withPrior(List<Path> runs) {
    return with(copy -> copy.prior = runs.stream().map(Path::toString).toList());
  }

  /**
   * Returns these options without any earlier trial: only sizes are known before the first.
   *
   * @return the changed copy
   */
  public SurrogateOptions withoutPrior() {
    return with(copy -> copy.prior = List.of(NONE));
  }

  @Override
  protected void check() {
    if (prior.size() > 1 && prior.contains(NONE)) {
      throw new PropertyException(
          "", "prior", "prior is " + prior + "; allowed are runs, or " + NONE + " alone");
    }
    check("surrogate", () -> SurrogateKind.parse(surrogate));
    if (trainer != null) {
      check("trainer", () -> RandomSplitPoints.check(trainer));
    }
  }

  @Override
  public Surrogate<Cell> surrogate(SurrogateSetup setup) {
    return trainer == null
        ? SurrogateKind.parse(surrogate).of(setup, this::earlier)
        : TribuoSurrogate.<Cell>builder()
            .setFeatures(new CellFeatures(setup.space()))
            .setSeed(setup.seed())
            .optTrainer(trainer)
            .build();
  }

  private List<EarlierTrial> earlier() {
    if (prior.contains(NONE)) {
      return List.of();
    }
    List<EarlierTrial> trials = new ArrayList<>(PriorTable.shipped());
    prior.forEach(run -> trials.addAll(PriorRun.read(Path.of(run).resolve(STUDY))));
    return trials;
  }

  /** The names of the surrogates, for completion in shells. */
  static final class Names implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return Stream.of(SurrogateKind.values()).map(SurrogateKind::text).iterator();
    }
  }
}
